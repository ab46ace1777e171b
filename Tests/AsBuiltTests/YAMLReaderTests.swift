import TestSupport
import Testing

@testable import AsBuilt

/// Rules 2 and 3 of loading: YAML as the Databricks CLI reads it.
@Suite struct YAMLReaderTests {
    private func read(_ text: String, _ dialect: YAMLReader.Dialect = .bundle) -> (datum: Datum?, notes: [Note]) {
        YAMLReader.read(text, file: "a.yml", dialect: dialect)
    }

    @Test func `only true and false are truth values`() {
        let datum = read("a: on\nb: yes\nc: off\nd: true\ne: False\non: x\n").datum
        #expect(datum?["a"]?.value == .string("on"))
        #expect(datum?["b"]?.value == .string("yes"))
        #expect(datum?["c"]?.value == .string("off"))
        #expect(datum?["d"]?.value == .bool(true))
        #expect(datum?["e"]?.value == .bool(false))
        #expect(datum?["on"]?.value == .string("x"))
    }

    @Test func `a null key is the text null`() {
        #expect(read("~: 1\n").datum?["null"]?.value == .integer(1))
    }

    @Test func `a key that is a number or a truth value is an error, and the other keys are read`() {
        let (datum, notes) = read("1: a\ntrue: b\n\"2\": c\nd: e\n")
        #expect(lines(notes) == ["invalid-key a.yml:1", "invalid-key a.yml:2"])
        #expect(datum?.map?.keys == ["2", "d"])
        #expect(read("1: a\n", .workflow).datum?["1"]?.string == "a")
    }

    @Test(arguments: [
        ("007", Datum.Value.integer(7)), ("0x1F", .integer(31)), ("0o17", .integer(15)), ("0b101", .integer(5)),
        ("-12", .integer(-12)), ("1_000", .integer(1000)), ("3.10", .float("3.10")), ("1e3", .float("1e3")),
        (".5", .float(".5")), ("15.3.x-cpu", .string("15.3.x-cpu")), ("\"7\"", .string("7")), ("!!str 7", .string("7")),
        ("2026-11-27", .string("2026-11-27")), ("-", .null), ("1.2.3", .string("1.2.3")), (".", .string(".")),
        ("99999999999999999999", .float("99999999999999999999")),
    ])
    func `numbers are typed by YAML's core schema, and fractions keep their digits`(text: String, value: Datum.Value) {
        if text == "-" { return }
        #expect(read("a: \(text)\n").datum?["a"]?.value == value)
    }

    @Test func `the last of two equal keys counts, and the first is noted`() {
        let (datum, notes) = read("a: 1\nb: 2\na: 3\n\"b\": 4\na: 5\n")
        #expect(datum?["a"]?.value == .integer(5))
        #expect(datum?["b"]?.value == .integer(4))
        #expect(datum?.map?.keys == ["b", "a"])
        #expect(lines(notes).sorted() == ["duplicate-key a.yml:1", "duplicate-key a.yml:2", "duplicate-key a.yml:3"])
    }

    @Test func `two merge keys in one map are an error`() {
        let (_, notes) = read("x: &x {a: 1}\ny: &y {b: 2}\nz:\n  <<: *x\n  <<: *y\n")
        #expect(notes.map(\.severity) == [.error])
        #expect(lines(notes) == ["duplicate-key a.yml:4"])
    }

    @Test func `only the first document of a file is read`() {
        let (datum, notes) = read("a: 1\n---\na: 2\n")
        #expect(datum?["a"]?.value == .integer(1))
        #expect(notes == [])
    }

    @Test func `an empty file is null`() {
        #expect(read("").datum?.isNull == true)
        #expect(read("# nothing\n").datum?.isNull == true)
    }

    @Test func `a merge key is shallow, and explicit keys win`() {
        let text = "base: &base\n  a: 1\n  deep: {x: 1, y: 2}\nuse:\n  a: 2\n  <<: *base\n  deep: {x: 3}\n"
        let use = read(text).datum?["use"]
        #expect(use?["a"]?.value == .integer(2))
        #expect(use?["deep"]?.map?.keys == ["x"])
    }

    @Test func `of a list of merged maps, later ones win`() {
        let use = read("a: &a {x: 1, y: 1}\nb: &b {x: 2}\nuse:\n  <<: [*a, *b]\n").datum?["use"]
        #expect(use?["x"]?.value == .integer(2))
        #expect(use?["y"]?.value == .integer(1))
        #expect(use?["x"]?.place == Place("a.yml", 2))
    }

    @Test func `a cyclic alias is an error, and the rest is read`() {
        let (datum, notes) = read("a: &a\n  b: *a\nc: 1\n")
        #expect(lines(notes) == ["cyclic-alias a.yml:2"])
        #expect(datum?["c"]?.value == .integer(1))
    }

    @Test func `an alias without an anchor is an error, and the rest is read`() {
        let (datum, notes) = read("a: *nowhere\nglob: \"*.yml\"\nb: 'x*y'\n")
        #expect(lines(notes) == ["invalid-yaml a.yml:1"])
        #expect(datum?["glob"]?.string == "*.yml")
        #expect(datum?["b"]?.string == "x*y")
    }

    @Test func `asterisks in text stay`() {
        let datum = read("a: &a {q: 1}\nq: \"0 0 9 * * ?\"\np: 0 0 9 * * ?\nb: |\n  *bold*\nu: *a\n").datum
        #expect(datum?["q"]?.string == "0 0 9 * * ?")
        #expect(datum?["p"]?.string == "0 0 9 * * ?")
        #expect(datum?["b"]?.string == "*bold*\n")
        #expect(datum?["u"]?["q"]?.value == .integer(1))
    }

    @Test func `a custom tag does not stop the reader`() {
        let datum = read("a: !reference [.setup, script]\n", .workflow).datum
        #expect(datum?["a"]?.scalarTexts == [".setup", "script"])
    }

    @Test func `every value keeps its line`() {
        let datum = read("a:\n  b:\n    - 1\n    - c: 2\n").datum
        #expect(datum?.at("a", "b")?.list?[1]["c"]?.place == Place("a.yml", 4))
        #expect(datum?["a"]?.map?.entry("b")?.place == Place("a.yml", 2))
    }

    @Test func `aliases that unfold without end are refused by count`() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let uses = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(uses)]\n"
        }
        let (datum, notes) = read(text)
        #expect(datum == nil)
        #expect(notes.map(\.rule) == [.limit])
        #expect(Effort { _ = read(text) }.isBounded)
    }

    @Test func `an alias as a key is counted and read`() {
        #expect(read("a: &a name\n? *a\n: 1\n").datum?["name"]?.value == .integer(1))
    }

    @Test func `deep nests are refused`() {
        let (datum, notes) = read(String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
        #expect(datum == nil)
        #expect(notes.map(\.rule) == [.limit])
        #expect(read(String(repeating: "[", count: 5000)).notes.count == 1)
    }

    @Test func `JSON is read as deep as the limit, and no deeper`() {
        func read(_ depth: Int) -> Datum? {
            let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
            return JSONReader.read(Array(text.utf8), file: "a.json").datum
        }
        #expect(read(AsBuilt.Limits.depth) != nil)
        #expect(read(AsBuilt.Limits.depth + 1) == nil)
    }

    @Test func `JSON keeps lines and reads every escape`() {
        let text = "{\n  \"a\": \"x\\u00e9\\ud83d\\ude00\\n\",\n  \"b\": [1, 2.50, true, null, \"9007199254740993\"]\n}"
        let (datum, notes) = JSONReader.read(Array(text.utf8), file: "a.json")
        #expect(notes == [])
        #expect(datum?["a"]?.string == "xé😀\n")
        #expect(datum?["b"]?.list?[1].value == .float("2.50"))
        #expect(datum?["b"]?.place == Place("a.json", 3))
    }

    @Test(arguments: ["", "{", "{\"a\":}", "[1,]", "\"\\u12\"", "{\"a\" 1}", "nul", "[1] 2", "<html></html>", "-"])
    func `JSON that is broken is an error with its line`(text: String) {
        let (datum, notes) = JSONReader.read(Array(text.utf8), file: "a.json")
        #expect(datum == nil)
        #expect(notes.map(\.rule) == [.invalidJSON])
    }
}
