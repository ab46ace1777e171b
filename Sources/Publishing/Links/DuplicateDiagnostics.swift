import Content

/// Finds addresses and decision numbers that two pages or files claim.
enum DuplicateDiagnostics {
    static func all(of plan: SitePlan, attachments: [OutputFile], assets: [String]) -> [Diagnostic] {
        addresses(of: plan, attachments, assets) + decisionNumbers(plan.pages)
    }

    /// Each address belongs to the first file that claims it.
    ///
    /// Later ones would be lost.
    private static func addresses(
        of plan: SitePlan, _ attachments: [OutputFile], _ assets: [String]
    ) -> [Diagnostic] {
        var claims = AddressClaims()
        for address in plan.generatedAddresses.sorted() + assets { _ = claims.claim(address, for: "the site itself") }
        var diagnostics: [Diagnostic] = []
        func claim(_ address: String, for file: String, line: Int? = nil, _ what: String, hint: String) {
            guard let owner = claims.claim(address, for: file) else { return }
            diagnostics.append(
                Diagnostic(
                    rule: .duplicateAddress, file: file, line: line, "\(what) \(address), which belongs to \(owner)",
                    hint: hint))
        }
        for page in plan.pages {
            claim(page.address, for: page.file, "this page would be at", hint: "give one of the two another name")
        }
        for file in attachments {
            claim(file.path, for: "content/" + file.path, "this file would be at", hint: "give the file another name")
        }
        for alias in plan.aliases() {
            guard canBeFile(alias.address) else {
                diagnostics.append(
                    Diagnostic(
                        rule: .badAlias, file: alias.page.file, line: alias.page.frontMatter.lines["aliases"],
                        "an alias of this page cannot be the path of a file: it has a control character or is too long",
                        hint: "write the old address as a path, such as old/page.md"))
                continue
            }
            claim(
                alias.address, for: alias.page.file, line: alias.page.frontMatter.lines["aliases"],
                "an alias of this page would be at", hint: "remove the alias")
        }
        return diagnostics
    }

    /// Whether a file can have the path: no control character, and no name over 255 bytes, the limit of Linux's
    /// file systems.
    private static func canBeFile(_ path: String) -> Bool {
        path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            && path.split(separator: "/").allSatisfy { $0.utf8.count <= 255 }
    }

    private static func decisionNumbers(_ pages: [PublishedPage]) -> [Diagnostic] {
        // A folder is a collection: one that was adopted counts from 1 again.
        struct Place: Hashable {
            let folder: String
            let number: Int
        }
        var taken: [Place: PublishedPage] = [:]
        return pages.filter { $0.frontMatter.kind == .decision }.compactMap { page in
            guard let number = number(of: page) else { return nil }
            let folder = page.path.split(separator: "/").dropLast().joined(separator: "/")
            guard let other = taken.updateValue(page, forKey: Place(folder: folder, number: number)) else { return nil }
            return Diagnostic(
                rule: .duplicateDecisionNumber, file: page.file, line: page.frontMatter.lines["id"],
                "the number \(number) belongs to \(other.file) already",
                hint: "give one of the two the next free number, in its id and in its file name")
        }
    }

    /// The number in the id, `ADR-0007`, or else in the file's name, `0007-x.md`.
    private static func number(of page: PublishedPage) -> Int? {
        let trailing = String(page.frontMatter.id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        let name = page.path.split(separator: "/").last ?? ""
        return Int(trailing) ?? Int(name.prefix { $0.isASCII && $0.isNumber })
    }
}

/// The owners of the addresses of the site, and of the folders in them.
private struct AddressClaims {
    private var owners: [String: String] = [:]
    private var folders: [String: String] = [:]

    /// Gives `address` to `owner`, or returns the owner that already has it as a file or as a folder.
    mutating func claim(_ address: String, for owner: String) -> String? {
        var parents: [String] = []
        for index in address.indices where address[index] == "/" { parents.append(String(address[..<index])) }
        if let other = owners[address] ?? folders[address] ?? parents.compactMap({ owners[$0] }).first {
            return other
        }
        owners[address] = owner
        for parent in parents where folders[parent] == nil { folders[parent] = owner }
        return nil
    }
}
