import Foundation
import TestSupport
import Testing

/// The notices that the program prints name everything that it is linked with.
@Suite struct LicenseTests {
    @Test func `every package that the build fetched has its licence in the notices`() throws {
        let notices = try String(contentsOfFile: Repository.root + "/site/licenses/notices.txt", encoding: .utf8)
        let listed = Set(notices.matches(of: /(?m)^  ([A-Za-z][\w.-]+)  \[\d+\]$/).map { String($0.1) })
        let fetched = try FileManager.default.contentsOfDirectory(atPath: Repository.root + "/.build/checkouts")
        #expect(fetched.count > 20)
        #expect(Set(fetched).symmetricDifference(listed).sorted() == [], "run make licenses")
    }

    @Test func `every library of the system is named`() throws {
        let notices = try String(contentsOfFile: Repository.root + "/site/licenses/notices.txt", encoding: .utf8)
        let manifest = try String(contentsOfFile: Repository.root + "/Package.swift", encoding: .utf8)
        let packages = manifest.matches(of: /"lib([a-z-]+)1?-dev"/).map { String($0.1) }
        #expect(packages.count > 4)
        for package in packages where !package.hasSuffix("extensions") {
            #expect(notices.localizedCaseInsensitiveContains(package), "lib\(package)")
        }
    }
}
