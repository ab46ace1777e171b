import CivilTime
import Engagement
import Foundation
import TestSupport
import Testing

/// The real program on machines in other parts of the world.
@Suite struct TimeZoneTests {
    private static let zones = ["Pacific/Kiritimati", "Australia/Sydney", "UTC", "America/Los_Angeles"]

    @Test func `a civil date is the same day in Sydney, Kiritimati and Los Angeles`() throws {
        let outputs = try Self.zones.map { zone in
            let folder = try Terminal().folder
            let log = [
                "log", "2h", "--role", "data-scientist", "--activity", "kickoff", "--person", "dana", "--date",
                "2026-12-01", "--operation", "one",
            ]
            return try [
                log, ["log", "--json"] + log.dropFirst(), ["export", "time"],
                ["export", "time", "--format", "json"], ["week"],
                ["plan", "--json"],
            ].map { try Program.output(of: $0, in: folder.path, zone: zone) }
        }
        let first = try #require(outputs.first)
        #expect(first.allSatisfy { !$0.isEmpty })
        #expect(first[0].contains("recorded 2h on Tue 1 Dec 2026"))
        #expect(first[1].contains("\"date\" : \"2026-12-01\""))
        for (zone, output) in zip(Self.zones, outputs) { #expect(output == first, "in \(zone)") }
    }

    @Test(arguments: zones)
    func `today is the day on the wall`(zone: String) throws {
        struct Report: Decodable { let asOf: String }
        let folder = try Terminal().folder
        let before = try Self.day(in: zone)
        let output = try Program.output(of: ["status", "--json"], in: folder.path, zone: zone)
        let report = try JSONDecoder().decode(Report.self, from: Data(output.utf8))
        // Midnight may fall between.
        #expect(try [before, Self.day(in: zone)].contains(report.asOf))
    }

    private static func day(in zone: String) throws -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: zone))
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return CivilDate(try #require(parts.year), try #require(parts.month), try #require(parts.day)).description
    }
}
