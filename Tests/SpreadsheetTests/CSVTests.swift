import Spreadsheet
import Testing

@Suite struct CSVTests {
    private func field(_ text: String) -> String {
        let csv = Sheet(name: "A", columns: [.init("T")], rows: [[.text(text)]]).csv()
        return String(String(csv.dropFirst(2)).dropLast())
    }

    @Test func `a table is RFC 4180`() {
        #expect(
            time.csv(includesTotals: true)
                == [
                    "Day,Task,Minutes,Days,Half", "2026-12-01,\"Pipeline, \"\"draft\"\"\",90,0.1875,45",
                    "2026-12-02,'=1+1,20,0.041666667,", ",'-,,,-7", "Total,,110,0.229166667,38", "",
                ].joined(separator: "\r\n"))
        #expect(time.csv(hasByteOrderMark: true) == "\u{FEFF}" + time.csv())
        #expect(!time.csv().contains("Total"))
    }

    @Test(arguments: [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "\"'\tx\""),
        ("\rx", "\"'\nx\""), ("\nx", "\"'\nx\""), (" =1", "' =1"), ("\u{A0}=1", "'\u{A0}=1"), ("\u{0}=1", "'=1"),
        ("＝1", "'＝1"), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a;=b", "\"a;=b\""), ("a=1", "a=1"), ("", "\"\""),
        ("a\r\nb", "\"a\nb\""), (" a", "\" a\""), ("a ", "\"a \""), ("ä", "ä"),
    ])
    func `a field is safe in a spreadsheet`(text: String, expected: String) {
        #expect(field(text) == expected)
    }

    @Test func `a text of a cell's length is whole, and a longer one is cut`() {
        let longest = String(repeating: "x", count: 32_767)
        #expect(field(longest) == longest)
        #expect(field(longest + "x") == String(longest.dropLast()) + "\u{2026}")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `what is no number is an empty field`(number: Double) {
        let sheet = Sheet(
            name: "A", columns: [.init("T"), .init("N")], rows: [[.text("a"), .formula("1/0", result: number)]])
        #expect(sheet.csv() == "T,N\r\na,\r\n")
    }

    @Test func `headings are made safe as well`() {
        #expect(Sheet(name: "A", columns: [.init("=1"), .init("b,c")], rows: []).csv() == "'=1,\"b,c\"\r\n")
    }

    @Test func `days have as many digits as their sum needs`() {
        let minutes = [6, 18, 60, 160, 480, -6, 0]
        let sheet = Sheet(
            name: "A", columns: [.init("M", kind: .minutes), .init("D", kind: .days)],
            rows: minutes.map { [.minutes($0), .days(ofColumn: 0)] })
        #expect(
            sheet.csv().split(separator: "\r\n").dropFirst().map { String($0.split(separator: ",")[1]) }
                == ["0.0125", "0.0375", "0.125", "0.333333333", "1", "-0.0125", "0"])
    }

    @Test func `the days of any table add up to its minutes`() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let minutes = (0..<Int.random(in: 1...500, using: &random)).map { _ in
                Int.random(in: -480...1_440, using: &random)
            }
            let sheet = Sheet(
                name: "A", columns: [.init("M", kind: .minutes), .init("D", kind: .days)],
                rows: minutes.map { [.minutes($0), .days(ofColumn: 0)] })
            let days = sheet.csv().split(separator: "\r\n").dropFirst().compactMap {
                Double($0.split(separator: ",")[1])
            }
            #expect(days.count == minutes.count)
            #expect(Int((days.reduce(0, +) * 480).rounded()) == minutes.reduce(0, +))
        }
    }
}
