extension WorkspaceReader {
    func readCatalogs(_ selection: Selection, into reading: inout ServerReading) async {
        let schemas: [String]
        if let names = selection.schemas {
            schemas = names
            for name in Set(names.compactMap { $0.split(separator: ".").first.map(String.init) }).sorted() {
                do throws(ReadFailure) {
                    let answer = try await client.read(Self.catalog + "catalogs/" + URLQuery.encoded(name))
                    await add(answer, kind: "catalogs", type: "catalog", into: &reading)
                } catch {
                    reading.add(error, kind: "catalogs", key: name)
                }
            }
            for name in names {
                do throws(ReadFailure) {
                    let answer = try await client.read(Self.catalog + "schemas/" + URLQuery.encoded(name))
                    await add(answer, kind: "schemas", type: "schema", into: &reading)
                } catch {
                    reading.add(error, kind: "schemas", key: name)
                }
            }
        } else {
            schemas = await readAll(into: &reading)
        }
        for schema in schemas { await readContents(of: schema, into: &reading) }
        for table in selection.monitoredTables { await readMonitor(of: table, into: &reading) }
    }

    /// Reads every catalog and schema; returns the full names of the schemas, without those of the platform.
    private func readAll(into reading: inout ServerReading) async -> [String] {
        var schemas: [String] = []
        for catalog in await each(Self.catalog + "catalogs", key: "catalogs", kind: "catalogs", into: &reading) {
            guard let name = catalog["name"]?.scalarText, !["system", "samples"].contains(name) else { continue }
            await add(catalog, kind: "catalogs", type: "catalog", into: &reading)
            let list = await each(
                Self.catalog + "schemas", [("catalog_name", name)], key: "schemas", kind: "schemas", into: &reading)
            for schema in list {
                guard let own = schema["name"]?.scalarText, own != "information_schema" else { continue }
                await add(schema, kind: "schemas", type: "schema", into: &reading)
                schemas.append(schema["full_name"]?.scalarText ?? "\(name).\(own)")
            }
        }
        return schemas
    }

    private func readContents(of schema: String, into reading: inout ServerReading) async {
        let parts = schema.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return }
        let query = [(name: "catalog_name", value: parts[0]), (name: "schema_name", value: parts[1])]
        for (kind, path, key, type) in [
            ("tables", "tables", "tables", "table"), ("volumes", "volumes", "volumes", "volume"),
            ("functions", "functions", "functions", "function"),
        ] {
            for element in await each(Self.catalog + path, query, key: key, kind: kind, into: &reading) {
                await add(element, kind: kind, type: type, into: &reading)
            }
        }
        let models = await each(
            Self.catalog + "models", query, key: "registered_models", kind: "registered_models", into: &reading)
        for model in models {
            guard let name = Self.fullName(model) else { continue }
            var found = model
            do throws(ReadFailure) {
                // The list has no aliases.
                found = try await client.read(
                    Self.catalog + "models/" + URLQuery.encoded(name), [("include_aliases", "true")])
            } catch {
                reading.add(error, kind: "registered_models", key: name)
            }
            // Databricks keeps the grants of a model under those of functions.
            await add(found, kind: "registered_models", type: "function", into: &reading)
        }
    }

    private func readMonitor(of table: String, into reading: inout ServerReading) async {
        do throws(ReadFailure) {
            let monitor = try await client.read(Self.catalog + "tables/\(URLQuery.encoded(table))/monitor")
            var facts = Facts(monitor)
            if let cron = monitor.at("schedule", "quartz_cron_expression")?.scalarText {
                facts.add(
                    "schedule.words",
                    Quartz.words(cron, zone: monitor.at("schedule", "timezone_id")?.scalarText), nil)
            }
            reading.add("quality_monitors", table, name: table, facts.withoutPlaces)
        } catch {
            reading.add(error, kind: "quality_monitors", key: table)
        }
    }

    static func fullName(_ object: Datum) -> String? {
        if let name = object["full_name"]?.scalarText { return name }
        let parts = ["catalog_name", "schema_name", "name"].compactMap { object[$0]?.scalarText }
        return parts.isEmpty ? nil : parts.joined(separator: ".")
    }

    /// Adds an object of Unity Catalog with its grants.
    private func add(_ object: Datum, kind: String, type: String, into reading: inout ServerReading) async {
        guard let name = Self.fullName(object) else { return }
        var facts = Facts()
        for key in [
            "owner", "comment", "table_type", "data_source_format", "volume_type", "isolation_mode", "storage_location",
            "catalog_name", "schema_name", "data_type",
        ] { facts.add(key, object[key]?.scalarText, nil) }
        facts.add("full_name", name, nil)
        for column in object["columns"]?.list ?? [] {
            guard let label = column["name"]?.scalarText else { continue }
            facts.add("columns[\(label)]", (column["type_text"] ?? column["type_name"])?.scalarText, nil)
        }
        for alias in object["aliases"]?.list ?? [] {
            guard let label = (alias["alias_name"] ?? alias["alias"])?.scalarText else { continue }
            facts.add("aliases[\(label)]", (alias["version_num"] ?? alias["version"])?.scalarText, nil)
        }
        do throws(ReadFailure) {
            let grants = try await client.read(Self.catalog + "permissions/\(type)/" + URLQuery.encoded(name))
            for entry in grants["privilege_assignments"]?.list ?? [] {
                guard let principal = entry["principal"]?.scalarText else { continue }
                // The open-source server writes blanks where Databricks writes underscores.
                let privileges = (entry["privileges"]?.scalarTexts ?? []).map { $0.replacing(" ", with: "_") }
                facts.add("grants[\(principal)]", privileges.sorted().joined(separator: ", "), nil)
            }
        } catch {
            reading.add(error, kind: "grants of \(kind)", key: name)
        }
        reading.add(kind, name, name: object["name"]?.scalarText ?? name, facts)
    }
}
