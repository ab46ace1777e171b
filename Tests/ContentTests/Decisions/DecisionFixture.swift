import Content
import Foundation
import TestSupport

/// A decision of a style that teams use, as a file of `Goldens/Decisions`.
struct DecisionFixture: CustomStringConvertible, Sendable {
    /// `madr2-0012-format.md`: the style, and the name that the file has in `content/decisions/`.
    let name: String
    let bytes: [UInt8]

    static let all: [DecisionFixture] = {
        let folder = Repository.root + "/Tests/ContentTests/Goldens/Decisions"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
            (try? Data(contentsOf: URL(filePath: folder + "/" + name))).map {
                DecisionFixture(name: name, bytes: Array($0))
            }
        }
    }()

    static func named(_ name: String) -> DecisionDocument? { all.first { $0.name.hasPrefix(name) }?.document }

    var style: Substring { name.prefix { $0 != "-" } }

    var path: String { "decisions/" + name.drop { $0 != "-" }.dropFirst() }

    var document: DecisionDocument { DecisionDocument(path: path, bytes: bytes) }

    var description: String { name }
}

extension DecisionDocument {
    /// The lines of `other` that this document doesn't have, and the other way round, as `-old` and `+new`.
    func changes(to other: DecisionDocument) -> [String] {
        let (old, new) = (lines(of: self), lines(of: other))
        return new.difference(from: old).map { change in
            switch change {
            case .remove(_, let line, _): "-\(line)"
            case .insert(_, let line, _): "+\(line)"
            }
        }
    }

    private func lines(of document: DecisionDocument) -> [String] {
        document.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self).replacing("\r", with: "\\r") }
    }
}
