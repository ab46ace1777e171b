import CivilTime
import Commands
import Content
import Engagement
import Foundation
import TestSupport
import Testing

@Suite struct InitTests {
    @Test func `a new engagement carries the customer and the dates, and its content`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let result = await terminal.run("init", "acme", "--customer", "Acme: \"Rail\" & Sons", "--start", "2027-01-04")
        #expect(result.status == .done, "\(result.talk)")
        let folder = try ContentFolder.read(at: terminal.folder.path + "/acme")
        let contract = try #require(folder.contract)
        #expect(contract.customer == "Acme: \"Rail\" & Sons")
        #expect(contract.window.start == CivilDate(2027, 1, 4))
        #expect(contract.window.end == CivilDate(2027, 1, 28))
        #expect(contract.window.resourcesRequested == nil)
        #expect(contract.role("data-scientist")?.cap == .days(14))
        let shipped = try ContentFolder.read(at: Repository.root)
        #expect(folder.pages.map(\.path) == shipped.pages.map(\.path))
        #expect(folder.pages.map(\.fingerprint) == shipped.pages.map(\.fingerprint))
        #expect(await terminal.run("-C", terminal.folder.path + "/acme", "status").status == .done)
    }

    @Test func `an empty name of a customer is refused before anything is made`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        let result = await terminal.run("init", "new", "--customer", " ")
        #expect(result.status == .usage)
        #expect(!FileManager.default.fileExists(atPath: terminal.folder.path + "/new"))
    }

    @Test func `a blank engagement has a contract without faults`() async throws {
        let terminal = try Terminal(makesWorkbook: false)
        #expect(await terminal.run("init", "new", "--blank", "--customer", "Acme").status == .done)
        let folder = try ContentFolder.read(at: terminal.folder.path + "/new")
        #expect(folder.diagnostics.isEmpty)
        #expect(folder.contract?.customer == "Acme")
        #expect(folder.contract?.roles.isEmpty == true)
    }

    @Test func `a folder that is not empty is left alone`() async throws {
        let terminal = try Terminal()
        let result = await terminal.run("init", ".")
        #expect(result.status == .refused)
        #expect(result.talk.contains("nothing in it is overwritten"))
    }
}
