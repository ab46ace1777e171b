import CivilTime
import Engagement
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import Workspace

extension WorkbookServer {
    /// Adds what the page of the import posts to: the preview, and what records.
    func addImport(_ tracker: Tracker, to router: Router<BasicRequestContext>) {
        for (action, isDryRun) in [("preview", true), ("record", false)] {
            router.post(RouterPath("time/import/" + action)) { request, context in
                try await importTime(tracker, request, context, isDryRun: isDryRun)
            }
        }
    }

    private func importTime(
        _ tracker: Tracker, _ request: Request, _ context: BasicRequestContext, isDryRun: Bool
    ) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: limits.upload)
        let parts: Multipart
        do throws(Multipart.Failure) {
            parts = try Multipart(Array(body.readableBytesView), contentType: request.headers[.contentType] ?? "")
        } catch {
            return error == .noBoundary
                ? .text("This form is sent as multipart/form-data.\n", .unsupportedMediaType)
                : .text("The form is not understood: multipart/form-data with one file.\n", .badRequest)
        }
        let token = parts.parts.first { $0.name == FormKeys.token }.map { String(decoding: $0.bytes, as: UTF8.self) }
        if let refusal = await refusal(ofToken: token, tracker) { return refusal }
        let visit = try await visit(tracker, context, query: FormValues())
        do {
            let upload = try ImportUpload(parts)
            let summary: TimeImport.Summary
            do {
                summary = try await tracker.workspace.importTime(
                    upload.bytes, named: upload.name, upload.options(isDryRun: isDryRun), by: tracker.author
                ) { _ in }
            } catch {
                return try await refused(error, upload.values, visit)
            }
            guard !isDryRun, summary.bad == 0 else {
                return await answer(
                    ImportPage.preview(visit, upload, summary), visit, nil,
                    status: summary.bad == 0 ? .ok : .unprocessableContent)
            }
            let recorded = summary.rows.filter(\.isRecorded)
            let day = recorded.compactMap(\.date).min() ?? visit.reading.today
            return .see("/time?week=\(day.isoWeek)&imported=\(recorded.count)")
        } catch let error as FieldError {
            return try await refused(error, FormValues(), visit)
        }
    }

    /// The form again with the reason, or what went wrong apart from the form.
    private func refused(_ error: any Error, _ values: FormValues, _ visit: Visit) async throws -> Response {
        let kind = Workspace.explanation(of: error).kind
        guard kind == .refusal || kind == .input else { return await problemPage(error, status: status(of: error)) }
        return await answer(ImportPage.asked(visit, values, error), visit, nil, status: .unprocessableContent)
    }
}
