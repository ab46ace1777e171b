package import Content
import Engagement
import Fingerprint
import FoundationEssentials
package import Knowledge
package import Ledger
import Processes

/// A request to follow a runbook, as an edge takes it.
package struct RunRequest: Sendable {
    /// Its id, or the path or name of its file.
    package var runbook: String
    /// `name=value`.
    package var values: [String]
    /// `name=VARIABLE`: the value is in the environment.
    package var variables: [String]
    /// The address of the first step, or nil for all of them.
    package var from: String?
    package var resumes: Bool
    package var performer: String

    package init(
        runbook: String, values: [String] = [], variables: [String] = [], from: String? = nil, resumes: Bool = false,
        performer: String
    ) {
        self.runbook = runbook
        self.values = values
        self.variables = variables
        self.from = from
        self.resumes = resumes
        self.performer = performer
    }
}

/// What following a runbook left.
package struct FollowedRunbook: Sendable {
    /// The path of the record from the workbook's folder.
    package let file: String
    package let record: RunRecord
    /// The ledger's entry, or nil if the run isn't over.
    package let receipt: Receipt?
}

extension Workspace {
    /// Finds a runbook by its id, or by the path or name of its file.
    package func runbook(_ name: String) throws -> Runbook {
        let pages = try ContentFolder.read(at: root).pages.filter { $0.frontMatter.kind == .runbook }
        let path = name.hasPrefix("content/") ? String(name.dropFirst("content/".count)) : name
        let found = pages.filter { page in
            page.frontMatter.id.lowercased() == name.lowercased() || page.path == path
                || page.path.hasSuffix("/" + path) || page.path.hasSuffix("/" + path + ".md")
        }
        guard found.count == 1, let page = found.first, let runbook = Runbook(page) else {
            let near = nearest(to: name, among: pages.map(\.frontMatter.id)).map { "did you mean '\($0)'? " } ?? ""
            throw WorkspaceError.input(
                found.isEmpty ? "there is no runbook '\(name)'" : "'\(name)' means more than one runbook",
                hint: "\(near)the runbooks: \(abridged(pages.map(\.frontMatter.id)))")
        }
        guard !runbook.steps.isEmpty else {
            throw WorkspaceError.input("\(runbook.file) has no steps", hint: "number them below `## Procedure`")
        }
        return runbook
    }

    /// Writes the page of a new runbook.
    package func begin(_ new: NewRunbook) throws -> EditedContent {
        let lock = try FolderLock(root + "/content")
        defer { lock.release() }
        let pages = try ContentFolder.read(at: root).pages.map { (path: $0.path, id: $0.frontMatter.id) }
        let others = try decisions().pages.keys.map { (path: $0, id: "") }
        return try apply(new.edit(pages: pages + others))
    }

    /// Returns a runbook's steps with the given values in the commands; nothing is run.
    package func rehearsed(_ request: RunRequest) throws -> (runbook: Runbook, steps: [Runbook.Step]) {
        let runbook = try runbook(request.runbook)
        let values = try runbook.values(of: try given(request, for: runbook))
        return (runbook, try steps(of: runbook, from: request.from).map { try $0.filled(in: runbook, with: values) })
    }

    /// Follows a runbook with a person, and records it below `runs/`.
    ///
    /// - Parameters:
    ///   - conversation: Shows, asks and answers; each command needs its yes.
    ///   - askForValue: Asks for the value of a parameter, without showing what is typed if it is secret.
    package func follow(
        _ request: RunRequest, _ conversation: any RunConversation,
        askForValue: @Sendable (RunbookParameter) -> String?
    ) async throws -> FollowedRunbook {
        let runbook = try runbook(request.runbook)
        let resumed = request.resumes ? try unfinishedRun(of: runbook) : nil
        if let resumed, resumed.record.result != .running {
            // The program was stopped after the last step, before the ledger's entry.
            let file = "runs/\(resumed.record.id).md"
            let receipt = try await self.record(resumed.record, file, by: Author(name: request.performer))
            return FollowedRunbook(file: file, record: resumed.record, receipt: receipt)
        }
        var given = try given(request, for: runbook)
        for (name, value) in resumed?.record.parameters ?? [:] {
            if let value, given[name] == nil { given[name] = value }
        }
        for parameter in runbook.parameters where given[parameter.name] == nil {
            guard let value = askForValue(parameter) else { continue }
            try parameter.check(value)
            given[parameter.name] = value
        }
        let missing = runbook.parameters.filter { given[$0.name] == nil }
        guard missing.isEmpty else { throw ParameterError.missing(missing) }
        let values = try runbook.values(of: given)
        let steps = try steps(of: runbook, from: request.from)
        // A parameter that can't be quoted stops the run before its first step.
        for step in steps + runbook.rollback { _ = try step.filled(in: runbook, with: values) }
        let secrets = runbook.parameters.filter(\.isSecret)
        let store: RunStore
        var record: RunRecord
        if let resumed {
            (store, record) = (resumed.store, resumed.record)
            record.note("Resumed by \(request.performer), \(moment)")
        } else {
            let id = try newRunID(of: runbook)
            store = RunStore(path: root + "/runs/" + id + ".md", written: nil)
            let shown = runbook.parameters.map { ($0.name, $0.isSecret ? nil : given[$0.name]) }
            record = RunRecord(
                id: id, runbook: runbook, performer: request.performer, started: moment,
                parameters: Dictionary(uniqueKeysWithValues: shown))
        }
        let sessions = try RunSessions(
            directory: surroundings.directory, environment: surroundings.environment,
            secrets: Dictionary(secrets.map { ($0.variable, given[$0.name] ?? "") }) { first, _ in first })
        var run = RunbookRun(
            workspace: self, runbook: runbook, values: values, conversation: conversation,
            mask: SecretMask(secrets.compactMap { given[$0.name] }), sessions: sessions, store: store, record: record)
        do {
            try run.store.write(run.record)
            _ = try await run.follow(steps)
            await sessions.close()
        } catch {
            await sessions.close()
            throw error
        }
        let file = "runs/\(run.record.id).md"
        let receipt = try await self.record(run.record, file, by: Author(name: request.performer))
        return FollowedRunbook(file: file, record: run.record, receipt: receipt)
    }

    /// Records a run that is over in the ledger.
    ///
    /// The record's name is the id of the write, so a run is never recorded twice.
    private func record(_ run: RunRecord, _ file: String, by author: Author) async throws -> Receipt? {
        let result: RunRecorded.Result
        switch run.result {
        case .running: return nil
        case .passed: result = .passed
        case .failed: result = .failed
        case .rolledBack: result = .rolledBack
        }
        let event = RunRecorded(
            runbook: run.runbook, fingerprint: run.fingerprint, record: file, result: result, performer: run.performer,
            parameters: run.parameters.compactMapValues { $0 })
        return try await self.record(by: Author(name: author.name, operation: "run-\(run.id)")) {
            try $0.recordRun(event)
        }
    }

    private func steps(of runbook: Runbook, from address: String?) throws -> [Runbook.Step] {
        guard let address else { return runbook.steps }
        guard let steps = runbook.steps(from: address) else {
            throw WorkspaceError.input(
                "\(runbook.id) has no step '\(address)'",
                hint: "its steps: \(abridged(runbook.steps.map(\.address)))")
        }
        return steps
    }

    /// The values that the request gives, by the names of the parameters.
    private func given(_ request: RunRequest, for runbook: Runbook) throws -> [String: String] {
        var given: [String: String] = [:]
        func pair(_ text: String) throws -> (RunbookParameter, String) {
            guard let equals = text.firstIndex(of: "=") else {
                throw WorkspaceError.input("'\(text)' gives no value", hint: "write name=value")
            }
            let name = String(text[..<equals])
            guard let parameter = runbook.parameters.first(where: { $0.name == name }) else {
                throw ParameterError.unknown(name, known: runbook.parameters.map(\.name))
            }
            return (parameter, String(text[text.index(after: equals)...]))
        }
        for text in request.values {
            let (parameter, value) = try pair(text)
            guard !parameter.isSecret else { throw ParameterError.secretInArguments(parameter.name) }
            given[parameter.name] = value
        }
        for text in request.variables {
            let (parameter, variable) = try pair(text)
            guard let value = surroundings.environment[variable] else {
                throw WorkspaceError.input(
                    "the environment has no variable '\(variable)'", hint: "export it before this command")
            }
            given[parameter.name] = value
        }
        for parameter in runbook.parameters { if let value = given[parameter.name] { try parameter.check(value) } }
        return given
    }

    // MARK: Records

    private func runNames() throws -> [String] {
        do throws(DiskFolder.Failure) {
            return try DiskFolder("runs", of: root).listing(isDeep: false).files.map(\.path).filter {
                $0.hasSuffix(".md")
            }
        } catch {
            throw WorkspaceError.file("runs/ cannot be read: \(error)", hint: "check the rights on it")
        }
    }

    private func newRunID(of runbook: Runbook) throws -> String {
        let names = Set(try runNames())
        let slug = runbook.id.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        let base = "\(today)-\(String(slug))"
        let ids = [base] + (2...9999).map { "\(base)-\($0)" }
        return ids.first { !names.contains($0 + ".md") } ?? base
    }

    private func isUnrecorded(_ run: RunRecord) throws -> Bool {
        try recorded(by: Author(name: run.performer, operation: "run-\(run.id)")) == nil
    }

    /// Returns the newest run of a runbook that isn't over, or whose end isn't in the ledger.
    private func unfinishedRun(of runbook: Runbook) throws -> (store: RunStore, record: RunRecord) {
        for name in try runNames().sorted(by: >) {
            let path = root + "/runs/" + name
            guard let bytes = FileSet.contents(of: path),
                let record = RunRecord(String(decoding: bytes, as: UTF8.self)), record.runbook == runbook.id,
                try record.result == .running || isUnrecorded(record)
            else { continue }
            guard record.fingerprint == runbook.fingerprint.hex else {
                throw WorkspaceError.input(
                    "\(runbook.file) changed since the run in runs/\(name) began",
                    hint: "begin a new run, at the step where the old one stopped")
            }
            return (RunStore(path: path, written: bytes), record)
        }
        throw WorkspaceError.input("no run of \(runbook.id) was left unfinished", hint: "begin a new one")
    }
}
