extension LintSubject {
    /// What Python files of a bundle do with aliases and predictions, by the text of their lines.
    func codeLints() -> [Lint] {
        let roots = reading.bundles.map { $0.root.isEmpty ? "" : $0.root + "/" }
        let files = repository.contents.keys.filter { path in
            FilePath.extension(of: path) == "py" && roots.contains { path.hasPrefix($0) }
                && !path.split(separator: "/").contains("tests")
        }.sorted()
        return files.prefix(AsBuilt.Limits.files).flatMap { path -> [Lint] in
            guard let text = repository.text(path), text.utf8.count <= AsBuilt.Limits.fileBytes else { return [] }
            return aliases(path, text) + overwrites(path, text)
        }
    }

    private func aliases(_ path: String, _ text: String) -> [Lint] {
        guard text.contains("set_registered_model_alias"), !text.contains("get_model_version_by_alias") else {
            return []
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { position in
            guard lines[position].contains("set_registered_model_alias") else { return nil }
            // The arguments may be on the lines below.
            let call = lines[position..<min(lines.count, position + 6)].joined(separator: "\n")
            let end = call.firstIndex(of: ")").map { call[...$0] } ?? call[...]
            guard end.contains("\"champion\"") || end.contains("'champion'") else { return nil }
            return Lint(
                .championNotRecorded, Place(path, position + 1),
                "the alias champion is moved, and the file never reads which version had it before")
        }
    }

    private func overwrites(_ path: String, _ text: String) -> [Lint] {
        let lower = text.lowercased()
        let isScoring = path.lowercased().contains("inference") || lower.contains("predict") || lower.contains("score(")
        guard isScoring, !path.lowercased().contains("feature") else { return [] }
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { offset, line in
            let plain = line.filter { $0 != " " }.replacing("'", with: "\"")
            guard plain.contains("mode(\"overwrite\")") || plain.contains("mode=\"overwrite\"") else { return nil }
            return Lint(.predictionsOverwritten, Place(path, offset + 1), "the table of predictions is overwritten")
        }
    }
}
