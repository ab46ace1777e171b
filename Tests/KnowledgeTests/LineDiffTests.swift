import Knowledge
import Testing

@Suite struct LineDiffTests {
    private func lines(_ old: String, _ new: String) -> [[String]]? {
        LineDiff(from: old, to: new).map { $0.hunks.map { $0.map(\.text) } }
    }

    @Test func `a change is shown with three lines around it`() {
        let old = "a\nb\nc\nd\ne\nf\ng\nh\ni\n"
        #expect(lines(old, old) == [])
        #expect(
            lines(old, old.replacing("e\n", with: "E\nE2\n"))
                == [[" b", " c", " d", "-e", "+E", "+E2", " f", " g", " h"]])
        #expect(lines("", "a\n") == [["+a"]])
        #expect(lines("a\r\nb", "a\nb\n") == [])
    }

    @Test func `changes far from each other are apart, near ones together`() {
        let old = (1...20).map { "line \($0)\n" }.joined()
        let far = old.replacing("line 1\n", with: "").replacing("line 20\n", with: "end\n")
        #expect(lines(old, far)?.map(\.count) == [4, 5])
        let near = old.replacing("line 5\n", with: "five\n").replacing("line 11\n", with: "eleven\n")
        #expect(lines(old, near)?.count == 1)
    }

    @Test func `a text of too many lines is not compared`() {
        let long = String(repeating: "a\n", count: LineDiff.most + 1)
        #expect(LineDiff(from: long, to: "") == nil && LineDiff(from: "", to: long) == nil)
        #expect(LineDiff(from: String(long.dropFirst(2)), to: "") != nil)
    }
}
