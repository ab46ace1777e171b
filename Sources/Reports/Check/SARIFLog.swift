import Content
import Fingerprint

/// Findings in the format of the Static Analysis Results Interchange Format, which code scanning reads.
///
/// One run of one tool. The names of the properties are those of the standard:
/// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
package struct SARIFLog: Encodable {
    package struct Message: Encodable {
        let text: String
    }

    package struct Rule: Encodable {
        struct Configuration: Encodable {
            let level: String
        }

        let id: String
        let shortDescription: Message
        let help: Message
        let defaultConfiguration: Configuration
    }

    package struct Driver: Encodable {
        let name = "workbook"
        let semanticVersion: String
        /// Those that something breaks, by their id.
        let rules: [Rule]
    }

    package struct Tool: Encodable {
        let driver: Driver
    }

    package struct Artifact: Encodable {
        /// Percent-encoded, from the top of the repository.
        let uri: String
        let uriBaseId = "%SRCROOT%"
    }

    package struct Region: Encodable {
        /// Counted from 1.
        let startLine: Int
    }

    package struct PhysicalLocation: Encodable {
        let artifactLocation: Artifact
        /// Nil where the whole file is meant.
        let region: Region?
    }

    package struct Location: Encodable {
        let physicalLocation: PhysicalLocation
    }

    package struct Result: Encodable {
        let ruleId: String
        let ruleIndex: Int
        let level: String
        let message: Message
        let locations: [Location]
        /// The same for the same finding in another line, so that it is not reported as a new one.
        let partialFingerprints: [String: String]
    }

    package struct Run: Encodable {
        let tool: Tool
        let columnKind = "unicodeCodePoints"
        let results: [Result]
    }

    package enum CodingKeys: String, CodingKey {
        case schema = "$schema"
        case version, runs
    }

    package let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    package let version = "2.1.0"
    package let runs: [Run]

    package init(_ lines: [CheckedLine], toolVersion: String) {
        let broken = Set(lines.map(\.rule)).sorted()
        let rules = broken.compactMap { rule in
            lines.first { $0.rule == rule }.map { first in
                Rule(
                    id: rule, shortDescription: Message(text: first.about.summary),
                    help: Message(text: first.about.help),
                    defaultConfiguration: .init(level: first.severity.rawValue))
            }
        }
        let results = lines.map { line in
            let identity = Fingerprint(ofFields: [line.rule, line.file, line.summary]).hex
            return Result(
                ruleId: line.rule, ruleIndex: broken.firstIndex(of: line.rule) ?? -1, level: line.severity.rawValue,
                message: Message(text: "\(line.summary)\nhint: \(line.hint)"),
                locations: [
                    Location(
                        physicalLocation: PhysicalLocation(
                            artifactLocation: Artifact(uri: Self.uri(line.file)),
                            region: line.line.map { Region(startLine: max(1, $0)) }))
                ],
                partialFingerprints: ["workbookFinding/v1": String(identity.prefix(32))])
        }
        runs = [Run(tool: Tool(driver: Driver(semanticVersion: toolVersion, rules: rules)), results: results)]
    }

    /// A path as a relative reference: every byte percent-encoded that may not stand in one.
    private static func uri(_ path: String) -> String {
        path.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count < 2 ? "%0" + digits : "%" + digits
            }
        }
    }
}
