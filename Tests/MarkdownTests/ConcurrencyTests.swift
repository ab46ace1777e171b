import Markdown
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    /// Texts that use every extension in every order: it is the extensions that are not thread-safe.
    private static let texts: [String] = {
        var random = SeededGenerator(seed: 42)
        let pieces = [
            "~~struck~~", "https://example.com/a~b", "www.example.com", "ann@example.com", "*em*", "**st**",
            "`co~de`", "[l](x.md)", "![i](x.png)", "a~b", "w", "::", "~", "[^n]", "<kbd>k</kbd>",
            "plain words",
            "<!-- c -->", "&amp;", "\\*", "\n",
        ]
        return (0..<4_000).map { number in
            var text = "# Document \(number)\n\n"
            for _ in 0..<(2 + random.below(6)) {
                let words = (0..<(3 + random.below(12))).map { _ in random.pick(pieces) }
                let line = words.joined(separator: " ")
                switch random.below(6) {
                case 0: text += "- [ ] " + line.replacing("\n", with: " ") + "\n\n"
                case 1: text += "| a | b |\n|---|:-:|\n| " + line.replacing("\n", with: " ") + " | x |\n\n"
                case 2: text += "> " + line + "\n\n"
                case 3: text += "## " + line.replacing("\n", with: " ") + "\n\n"
                default: text += line + "\n\n"
                }
            }
            return text + "[^n]: ~~note~~ https://example.com\n"
        }
    }()

    private static func render(_ text: String) throws -> [UInt8] {
        HTMLRenderer().render(try Document(parsing: text))
    }

    @Test func `several documents are parsed at the same time`() {
        #expect(Document.isParsedInParallel)
    }

    @Test func `documents rendered at the same time are those rendered one by one`() async throws {
        let serial = try Self.texts.map(Self.render)
        let parallel = try await withThrowingTaskGroup(of: [(Int, [UInt8])].self) { group in
            for lane in 0..<8 {
                group.addTask {
                    try stride(from: lane, to: Self.texts.count, by: 8).map {
                        ($0, try Self.render(Self.texts[$0]))
                    }
                }
            }
            var all = [[UInt8]](repeating: [], count: Self.texts.count)
            for try await part in group { for (index, bytes) in part { all[index] = bytes } }
            return all
        }
        #expect(zip(serial, parallel).allSatisfy { $0 == $1 })
    }

    @Test func `generated documents pass the allow-list and count their notes rightly`() throws {
        for text in Self.texts.prefix(300) {
            let document = try Document(parsing: text)
            #expect(
                AllowList.objections(to: String(decoding: HTMLRenderer().render(document), as: UTF8.self))
                    == [], "\(text)")
            #expect(document.replacing(blocks: document.blocks) == document, "\(text)")
        }
    }
}
