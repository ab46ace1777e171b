import AsBuilt
import Testing

@Suite struct ViewTests {
    private func inventory() throws -> Inventory {
        Inventory.read(try Folders.fixture("github-aws-features")).inventory
    }

    @Test func `a timeline lists the schedules of a target by their start`() throws {
        let timeline = Timeline(try inventory(), target: "prod")
        #expect(timeline.entries.map(\.words) == ["07:00", "09:00", "11:00"].map { "every day at \($0) UTC" })
        #expect(timeline.entries.map(\.minutes) == [[420], [540], [660]])
        #expect(timeline.entries.allSatisfy { !$0.isPaused })
        #expect(Timeline(try inventory(), target: "dev").entries.allSatisfy(\.isPaused))
    }

    @Test func `a resource is compared in every target`() throws {
        let comparison = TargetComparison(
            try inventory(), scope: "turbine_failures", kind: "variables", key: "catalog_name")
        #expect(comparison.targets == ["dev", "prod", "staging", "test"])
        let value = comparison.rows.first { $0.field == "value" }
        #expect(value?.values == ["dev", "prod", "staging", "test"])
        #expect(value?.isEqual == false)
        #expect(comparison.rows.first { $0.field == "source" }?.isEqual == true)
    }

    @Test func `lineage follows the parameters of tasks`() throws {
        let edges = Lineage(try inventory(), target: "prod").edges.filter { $0.job == "batch_inference_job" }
        #expect(
            edges.map { "\($0.relation.rawValue) \($0.object)" } == [
                "reads prod.turbine_failures.readings", "uses prod.turbine_failures.turbine-failures-model",
                "writes prod.turbine_failures.predictions",
            ])
        #expect(edges.first?.place?.line == 26)
    }
}
