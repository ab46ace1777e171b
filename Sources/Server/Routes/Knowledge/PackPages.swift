import Engagement
import Hummingbird
import Knowledge
import Markup
import Pages
import Workspace

/// The acceptance packs: made and downloaded here, and the customer's answer to one recorded.
enum PackPages {
    static func list(_ visit: Visit) throws -> Screen? {
        let workspace = visit.tracker.workspace
        let (packs, gaps) = (try workspace.keptPacks(), try workspace.knowledge(with: visit.reading).gaps())
        return Screen("Acceptance packs") { _ in
            var html = HTML()
            html.element("h1", "Acceptance packs")
            html.element(
                "p",
                "A pack is what the customer accepts: the site, its sources, the customer's part of the ledger and a "
                    + "form, each file with its sum, signed.", class: "lede")
            html.markup("<p>")
            html.link("Make a pack", to: "/packs/new")
            if !gaps.all.isEmpty {
                html.text(": the customer will see ")
                html.link(count(gaps.all.count, "gap"), to: "/acceptance#gaps")
            }
            html.markup(".</p>\n")
            html.append(
                FigureTable(
                    label: "Packs", columns: [.text("Pack"), .number("Size")],
                    rows: packs.map { [.link($0.name, address($0.name)), .text(size($0.byteCount))] }
                ).html)
            return html
        }
    }

    private static func address(_ name: String) -> String { "/packs/\(Query.encoded(name))" }

    private static func size(_ bytes: Int) -> String {
        bytes < 1 << 20 ? "\((bytes + 512) >> 10) KiB" : "\((bytes + 524_288) >> 20) MiB"
    }

    static func one(_ visit: Visit) throws -> Screen? {
        if visit.id == "new" { return new(visit) }
        let workspace = visit.tracker.workspace
        guard let pack = try workspace.keptPack(named: visit.id) else { return nil }
        let checked = try workspace.checkPack(pack)
        let fingerprint = checked.fingerprint ?? ""
        let answers = visit.reading.state.acceptance.signOffs.filter { $0.given.packFingerprint == fingerprint }
        let forms = checked.isSound ? [answer(pack)] : []
        return Screen(pack.name, forms: forms) { failure in
            var html = HTML()
            html.element("h1", pack.name)
            facts(pack, checked, &html)
            html.markup("<p>")
            html.link("Download the pack", to: address(pack.name) + "/file")
            html.markup("</p>\n")
            if !checked.verification.differences.isEmpty {
                html.heading("What is not as it was signed", id: "differences")
                html.append(
                    FigureTable(
                        label: "Differences", columns: [.text("File"), .text("What happened")],
                        rows: checked.verification.differences.map { [.text($0.path), .text($0.words)] }
                    ).html)
            }
            html.heading("The customer's answer", id: "answer")
            if answers.isEmpty {
                html.element("p", "It is not answered yet.", class: "empty")
            } else {
                html.append(AcceptancePages.signOffs(answers))
            }
            html.append(Filter.forms(forms, visit.keys, failure))
            return html
        }
    }

    private static func facts(_ pack: KeptPack, _ checked: CheckedPack, _ html: inout HTML) {
        let verification = checked.verification
        html.markup("<dl class=\"facts\"><div><dt>State</dt><dd>")
        html.badge(checked.isSound ? Badge("As it was signed", .good) : Badge("Not as it was signed", .bad))
        html.markup("</dd></div>")
        html.fact("Made on", verification.description?.madeOn ?? "unknown")
        html.fact("Size", "\(count(verification.files.count, "file")), \(size(pack.byteCount))")
        html.fact("Fingerprint of the pack", checked.fingerprint ?? "none")
        html.fact("Fingerprint of the key", checked.keyFingerprint ?? "none")
        let signer =
            switch checked.signer {
            case .expected: "the key of this machine"
            case .other: "another key than this machine's"
            case .unknown: "a key that there is nothing to compare with"
            }
        html.fact("Signed by", signer)
        html.markup("</dl>\n")
        html.element(
            "p", "The customer compares the fingerprint of the key with you, by phone or in person.",
            class: "quiet-line")
    }

    private static func new(_ visit: Visit) -> Screen {
        let form = Form(address: "/packs/new/make", title: "", submit: "Make the pack", fields: []) { _, submission in
            do {
                let pack = try await submission.workspace.keepPack()
                return address(pack.path.split(separator: "/").last.map(String.init) ?? "")
            } catch let error as InvalidContent {
                throw WorkspaceError.input(
                    "not made: \(Workspace.explanation(of: error).summary)",
                    hint:
                        "mend what check reports (\(count(error.diagnostics.count, "diagnostic"))), then make it again")
            }
        }
        return Screen(
            "Make an acceptance pack",
            lede:
                "The pack holds the customer's edition as it reads now. It is signed with your key, which is made at the "
                + "first use, and kept in the workbook's folder. It takes some seconds.",
            of: form, visit)
    }

    private static func answer(_ pack: KeptPack) -> Form {
        Form(
            address: address(pack.name) + "/record", title: "Record the customer's answer", submit: "Record",
            fields: [
                .init(
                    "response", "Response", .lines,
                    note: "Open the response file that the customer sent (response.json), and paste all of it.")
            ]
        ) { values, submission in
            // The response itself names the write, so that it is recorded once, here or in the terminal.
            let recorded = try await submission.workspace.recordResponse(
                Array(values.text("response").utf8), to: pack.path, keyFile: nil, isTrial: false,
                by: Author(name: submission.author.name))
            return "/acceptance" + Query.text([("done", recorded.operation ?? "")])
        }
    }
}

extension PackVerification.Difference {
    fileprivate var words: String {
        switch self {
        case .changed: "changed"
        case .missing: "missing"
        case .added: "added"
        case .record: "its record in the archive was changed"
        case .end: "the record at the end of the archive was changed"
        }
    }
}

extension WorkbookServer {
    /// Sends a pack as the file to save.
    func addPacks(of tracker: Tracker, to router: Router<BasicRequestContext>) {
        router.get("packs/:id/file") { _, context in
            let name = context.parameters.get("id") ?? ""
            let workspace = tracker.workspace
            guard let bytes = try await workspace.keptPackBytes(name) else {
                throw HTTPError(.notFound)
            }
            var response = Response.bytes(bytes, type: "application/zip")
            response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
            return response
        }
    }
}
