import CivilTime
import Engagement
import Foundation
import TestSupport
import Testing

/// No number that a file or a person gives makes the arithmetic trap.
@Suite struct ExtremeNumberTests {
    private static let numbers = [Int.min, Int.min + 1, -1, 0, 1, Int.max - 1, Int.max]

    @Test(arguments: numbers, numbers)
    func `sums of minutes stay within what is possible`(left: Int, right: Int) {
        for sum in [Minutes(left) + Minutes(right), Minutes(left) - Minutes(right), .days(left), .hours(right)] {
            #expect(Minutes.possible.contains(sum.count))
            #expect(!sum.description.isEmpty && !sum.inDays.isEmpty && !sum.compact.isEmpty)
        }
    }

    @Test(arguments: numbers)
    func `dates stay within the years that can be written`(number: Int) {
        for date in [CivilDate(dayNumber: number), CivilDate(2026, 12, 1).adding(days: number)] {
            #expect((1...9999).contains(date.components.year))
            #expect(CivilDate(iso: date.description) == date)
            #expect(!date.isoWeek.isEmpty && !date.spelled.isEmpty && date.monday <= date)
        }
        #expect(CivilDate(9999, 12, 31).adding(days: 1) == CivilDate(9999, 12, 31))
        #expect(CivilDate(1, 1, 1).adding(days: -1) == CivilDate(1, 1, 1))
    }

    @Test(arguments: [Int.min, -100_000_001, 100_000_001, 100_000_000_000_000_000, .max])
    func `an entry of more minutes than anybody can type is not read`(number: Int) {
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Minutes.self, from: Data("\(number)".utf8)) }
    }

    @Test func `a report of the largest sums has every figure`() {
        var contract = Contract.fixture
        contract.roles[0].cap = Minutes(Minutes.recordable.upperBound)
        let most = Minutes(Minutes.recordable.upperBound)
        let entries = (1...6).map { number in
            Entry.fixture(number, .time(TimeLogged.fixture(most.count, on: CivilDate(2026, 12, number))))
        }
        let report = StatusReport(contract: contract, state: State(entries), asOf: CivilDate(2999, 12, 31))
        #expect(report.budgets[0].used == most && report.budgets[0].percent == 100)
        #expect(report.budgets[0].held == Minutes(5 * most.count))
        #expect(!report.burnUps.isEmpty)
    }
}
