package import AsBuilt
import CivilTime
import Content
import Engagement

/// What to read of a customer's repository and platform.
package struct AsBuiltRequest: Sendable {
    /// A folder of the customer's repository, or nil for the repository that the workbook is in.
    package var bundle: String?
    /// The targets to read; empty for those that the inventory has, or all.
    package var targets: [String]
    /// The address of an MLflow server.
    package var mlflow: String?
    /// The name of a Databricks profile.
    package var databricks: String?
    /// The seconds that a server may be silent.
    package var timeout: Int

    package init(
        bundle: String? = nil, targets: [String] = [], mlflow: String? = nil, databricks: String? = nil,
        timeout: Int = 30
    ) {
        self.bundle = bundle
        self.targets = targets
        self.mlflow = mlflow
        self.databricks = databricks
        self.timeout = timeout
    }
}

/// What was read of a customer's repository and platform.
package struct AsBuiltReading: Sendable {
    package var inventory: Inventory
    /// The sources that were read, at least in part.
    package var origins: Set<Inventory.Origin>
    /// Why a source wasn't read, or not all of it.
    package var failures: [WorkspaceError]
    /// What the lints look at; nil if no repository was read.
    let files: (reading: Inventory.Reading, repository: Repository)?
}

/// What `writeAsBuilt` did.
package struct WrittenInventory: Sendable {
    package let reading: AsBuiltReading
    /// From the workbook's folder.
    package let path: String
    /// Whether the file holds something else now.
    package let isChanged: Bool
}

extension Workspace {
    /// The file of the inventory, from the workbook's folder.
    package static let inventoryPath = "content/as-built/inventory.json"

    /// Reads the sources that `request` names; one that fails does not keep the others from being read.
    ///
    /// - Parameter earlier: The inventory whose selection is kept where the request names none.
    /// - Throws: The first failure if no source was read.
    package func readAsBuilt(_ request: AsBuiltRequest, after earlier: Inventory? = nil) async throws -> AsBuiltReading
    {
        var result = AsBuiltReading(inventory: Inventory(items: []), origins: [], failures: [], files: nil)
        do {
            if let (reading, repository, selection) = try await readFiles(request, after: earlier) {
                result = AsBuiltReading(
                    inventory: reading.inventory, origins: [.bundle, .workflow], failures: [],
                    files: (reading, repository))
                result.inventory.source.targets = selection.targets
                result.inventory.source.bundles = selection.bundles
            }
        } catch let error as WorkspaceError {
            result.failures.append(error)
        }
        let live = LiveSources(
            environment: surroundings.environment, timeout: request.timeout, time: surroundings.now().timestamp)
        let declared = result.inventory
        do throws(WorkspaceError) {
            if let address = request.mlflow { result.add(try await live.mlflow(address), .mlflow) }
        } catch {
            result.failures.append(error)
        }
        do throws(WorkspaceError) {
            if let name = request.databricks {
                result.add(try await live.databricks(name, declared: declared), .databricks)
            }
        } catch {
            result.failures.append(error)
        }
        if result.origins.isEmpty, let failure = result.failures.first { throw failure }
        return result
    }

    /// Reads the bundles and workflows; nil if there are none and none were asked for.
    private func readFiles(
        _ request: AsBuiltRequest, after earlier: Inventory?
    ) async throws -> (
        reading: Inventory.Reading, repository: Repository, selection: (targets: [String], bundles: [String])
    )? {
        let path = request.bundle.map(surroundings.absolute) ?? root
        guard try FileSystem.holds(path) else {
            throw WorkspaceError.input(
                "there is no folder \(path)", hint: "name the customer's repository with \(.give(.bundle))")
        }
        let source = try await CustomerRepository.read(
            path, workbook: root, environment: surroundings.environment)
        let repository = source.repository
        var targets = request.targets
        if targets.isEmpty { targets = earlier?.source.targets ?? [] }
        var bundles = earlier?.source.bundles ?? []
        if bundles.isEmpty, !source.folder.isEmpty, request.bundle != nil {
            bundles = Bundle.roots(in: repository).filter { ($0 + "/").hasPrefix(source.folder + "/") }
            guard !bundles.isEmpty else {
                throw WorkspaceError.input(
                    "there is no databricks.yml in \(path)", hint: "name the folder of a bundle, or of the repository")
            }
        }
        var reading = Inventory.read(
            repository, revision: source.revision, roots: bundles.isEmpty ? nil : bundles,
            targets: targets.isEmpty ? nil : Set(targets))
        guard !reading.bundles.isEmpty || !reading.workflows.isEmpty else {
            if request.bundle == nil, request.mlflow != nil || request.databricks != nil { return nil }
            throw WorkspaceError.input(
                "there is no bundle and no workflow in \(path)",
                hint: "name the customer's repository with \(.give(.bundle))")
        }
        let known = Set(reading.bundles.flatMap { $0.targets.map(\.name) })
        if let unknown = request.targets.first(where: { !known.contains($0) }) {
            throw WorkspaceError.input(
                "no bundle has a target '\(unknown)'", hint: "the targets: \(abridged(known.sorted()))")
        }
        reading.inventory.merge(Inventory(items: [], notes: source.notes))
        return (reading, repository, (targets.sorted(), bundles))
    }

    /// Reads the sources that `request` names and writes the inventory.
    package func writeAsBuilt(_ request: AsBuiltRequest) async throws -> WrittenInventory {
        let reading = try await readAsBuilt(request)
        let after = Array(reading.inventory.json.utf8)
        let path = root + "/" + Self.inventoryPath
        let lock = try FolderLock(root + "/content")
        defer { lock.release() }
        let before = FileSet.contents(of: path)
        if before != after { try FileSet([FileSet.File(path: path, before: before, after: after)]).write() }
        return WrittenInventory(reading: reading, path: Self.inventoryPath, isChanged: before != after)
    }

    /// Returns the inventory that was written last, or nil if there is none.
    ///
    /// - Throws: `WorkspaceError` if the file can't be read or is no inventory.
    package func inventoryIfPresent() throws -> Inventory? {
        let bytes: [UInt8]?
        do throws(DiskFolder.Failure) {
            bytes = try DiskFolder("content", of: root).contentsIfPresent(of: "as-built/inventory.json")
        } catch {
            throw WorkspaceError.file("the inventory cannot be read: \(error)", hint: "check the rights on the file")
        }
        guard let bytes else { return nil }
        do throws(Inventory.Unreadable) {
            return try Inventory(json: bytes, file: Self.inventoryPath)
        } catch {
            throw WorkspaceError.file("\(error)", hint: "write it again with \(.readAsBuilt)")
        }
    }

    /// Returns the inventory that was written last.
    package func inventory() throws -> Inventory {
        guard let inventory = try inventoryIfPresent() else {
            throw WorkspaceError.input(
                "there is no inventory in \(Self.inventoryPath)", hint: "make it with \(.readAsBuilt)")
        }
        return inventory
    }
}

extension AsBuiltReading {
    fileprivate mutating func add(_ answer: LiveSources.Answer, _ origin: Inventory.Origin) {
        if let failure = answer.failure { failures.append(failure) }
        // A server that told nothing is no source.
        guard answer.failure == nil || !answer.inventory.items.isEmpty else { return }
        inventory.merge(answer.inventory)
        origins.insert(origin)
    }
}
