import Foundation
import Markdown
import TestSupport
import Testing

/// The examples of GitHub's specification (0.29, 672 of them) and of CommonMark's (0.31.2, 652).
///
/// Every example is rendered as it says, but for those that `Goldens/specification.txt` names with the reason.
@Suite(.enabled(if: Specification.isHere, "the specifications are missing: run `make python`, which fetches them"))
struct SpecificationTests {
    /// The examples that are rendered otherwise, in the order of their numbers, as the golden lists them.
    private static func declared(_ name: String) throws -> [Int: String] {
        var found: [Int: String] = [:]
        for line in try golden("specification.txt").split(separator: "\n") where line.hasPrefix(name + " ") {
            let words = line.split(separator: " ", maxSplits: 2)
            guard words.count == 3, let number = Int(words[1]), !words[2].isEmpty else {
                Issue.record("not `\(name) NUMBER REASON`: \(line)")
                continue
            }
            found[number] = String(words[2])
        }
        return found
    }

    @Test(arguments: [("gfm", 672), ("commonmark", 652)])
    func `every example is rendered as the specification says, or its difference is declared`(
        name: String, count: Int
    ) throws {
        let examples = try Specification(name).examples
        #expect(examples.count == count)
        let declared = try Self.declared(name)
        for example in examples {
            let ours = NormalHTML.of(try html(example.markdown))
            let theirs = NormalHTML.of(example.html)
            if declared[example.number] == nil {
                #expect(ours == theirs, "\(name) \(example.number): \(example.markdown)")
            } else {
                #expect(ours != theirs, "\(name) \(example.number) is declared as different, and is not")
            }
        }
    }

    @Test func `the comparison tells what is different from what is written differently`() {
        #expect(NormalHTML.of("<p>a\n  b</p>\n<hr />") == NormalHTML.of("<p>a b</p><hr>"))
        #expect(NormalHTML.of("<h2 id=\"a\">a</h2>") == NormalHTML.of("<h2>a</h2>"))
        #expect(NormalHTML.of("<pre><code>a\n b</code></pre>") != NormalHTML.of("<pre><code>a b</code></pre>"))
        #expect(NormalHTML.of("<p>a</p>") != NormalHTML.of("<p>b</p>"))
        #expect(NormalHTML.of("<a href=\"a\">a</a>") != NormalHTML.of("<a href=\"b\">a</a>"))
        #expect(NormalHTML.of("<p>&lt;b&gt;</p>") != NormalHTML.of("<p><b></p>"))
        #expect(NormalHTML.of("<ul><li>a</li></ul>") != NormalHTML.of("<ul><li><p>a</p></li></ul>"))
    }
}
