import CivilTime
import Engagement
import FoundationEssentials
import Ledger

/// An acceptance pack that is kept in the workbook's folder.
package struct KeptPack: Sendable, Equatable {
    package let name: String
    package let path: String
    package let byteCount: Int
}

extension Workspace {
    /// Returns the packs of this engagement in the workbook's folder, the newest first.
    ///
    /// They are known by the names that `keepPack` gives; what is in them is not read.
    package func keptPacks() throws -> [KeptPack] {
        let prefix = try contract().id + "-"
        let names = try FileManager.default.contentsOfDirectory(atPath: root)
        let packs = names.compactMap { name in Self.making(of: name, prefix: prefix).map { (name, $0.day, $0.number) } }
        let sorted = packs.sorted { left, right in (left.1, left.2) > (right.1, right.2) }
        return try sorted.compactMap { name, _, _ -> KeptPack? in
            let path = root + "/" + name
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
            return KeptPack(name: name, path: path, byteCount: attributes[.size] as? Int ?? 0)
        }
    }

    /// The day and the number among the packs of that day that a pack's name holds, or nil if it is no pack's name.
    private static func making(of name: String, prefix: String) -> (day: CivilDate, number: Int)? {
        guard name.hasPrefix(prefix), name.hasSuffix(".zip") else { return nil }
        let rest = name.dropFirst(prefix.count).dropLast(".zip".count)
        guard let day = CivilDate(iso: String(rest.prefix(10))) else { return nil }
        let number = rest.dropFirst(10)
        if number.isEmpty { return (day, 1) }
        guard number.first == "-", number.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(number.dropFirst())
        else { return nil }
        return (day, number)
    }

    /// The pack of this name, or nil if there is none.
    package func keptPack(named name: String) throws -> KeptPack? { try keptPacks().first { $0.name == name } }

    /// Checks a pack against this machine's key.
    package func checkPack(_ pack: KeptPack) throws -> CheckedPack {
        try Self.checkPack(pack.path, signedBy: nil, keyFile: nil, in: surroundings)
    }

    /// The bytes of the pack of this name, or nil if there is none.
    package func keptPackBytes(_ name: String) async throws -> [UInt8]? {
        try await BlockingThread.run { try readPack(name) }
    }

    private func readPack(_ name: String) throws -> [UInt8]? {
        try keptPack(named: name).map { [UInt8](try Data(contentsOf: URL(filePath: $0.path))) }
    }

    /// Makes an acceptance pack in the workbook's folder.
    ///
    /// A pack of the same day with other bytes keeps its name, and the new one gets a number.
    ///
    /// - Throws: `InvalidContent` with every error of the content.
    package func keepPack() async throws -> WrittenPack { try await BlockingThread.run(makeKeptPack) }

    private func makeKeptPack() throws -> WrittenPack {
        try makePack(keyFile: nil) { name, bytes in
            var path = root + "/\(name).zip"
            var number = 1
            while try FileSystem.holds(path), [UInt8](try Data(contentsOf: URL(filePath: path))) != bytes {
                number += 1
                path = root + "/\(name)-\(number).zip"
            }
            return path
        }
    }
}
