import AsBuilt

/// Measures how long it takes to read a bundle of 200 jobs and to resolve its five targets.
@main
enum Benchmark {
    private static let jobs = 200
    private static let targets = ["dev", "test", "staging", "prod", "recovery"]
    private static let rounds = 10

    static func main() {
        let repository = bundle()
        var reading: [Duration] = []
        var resolving: [Duration] = []
        var writing: [Duration] = []
        var resources = 0
        for _ in 0..<rounds {
            let clock = ContinuousClock()
            var read: Bundle?
            reading.append(clock.measure { read = Bundle.read(at: "", in: repository) })
            guard let read else { return }
            var resolved: [ResolvedTarget] = []
            resolving.append(clock.measure { resolved = read.resolveAll(in: repository) })
            resources = resolved.reduce(0) { $0 + $1.resources.count }
            writing.append(
                clock.measure {
                    var inventory = Inventory(items: [])
                    for target in resolved { inventory.merge(Inventory(target)) }
                    resources = max(resources, inventory.json.isEmpty ? 0 : resources)
                })
        }
        print("\(jobs) jobs, \(targets.count) targets, \(resources) resources; the best of \(rounds):")
        for (name, times) in [("read files", reading), ("resolve targets", resolving), ("write inventory", writing)] {
            print("  \(name): \(times.min() ?? .zero)")
        }
    }

    private static func bundle() -> Repository {
        var texts: [String: String] = [:]
        var root = "bundle: {name: large}\nvariables:\n  catalog: {description: Catalog}\n  schema: {default: main}\n"
        root += "include: [resources/*.yml]\ntargets:\n"
        for target in targets {
            root +=
                "  \(target):\n    variables: {catalog: \(target)}\n    workspace: {host: https://\(target).example}\n"
            root += "    resources: {jobs: {job_0: {name: \(target)}}}\n"
        }
        texts["databricks.yml"] = root
        for number in 0..<jobs {
            var text =
                "cluster: &cluster\n  num_workers: 3\n  spark_version: 16.4.x-scala2.12\n  node_type_id: i3.xlarge\n"
            text +=
                "resources:\n  jobs:\n    job_\(number):\n      name: ${bundle.target}-job-\(number)\n      tasks:\n"
            for task in 0..<5 {
                text += "        - task_key: task_\(task)\n          new_cluster: *cluster\n"
                if task > 0 { text += "          depends_on: [{task_key: task_\(task - 1)}]\n" }
                text +=
                    "          notebook_task:\n            notebook_path: ../src/notebook.py\n            base_parameters:\n"
                text += "              table: ${var.catalog}.${var.schema}.table_\(task)\n"
                text +=
                    "              output: ${var.catalog}.${var.schema}.output_\(task)\n              env: ${bundle.target}\n"
            }
            text += "      schedule: {quartz_cron_expression: 0 0 9 * * ?, timezone_id: UTC}\n"
            text += "      permissions: [{level: CAN_VIEW, group_name: users}]\n"
            texts["resources/job_\(number).yml"] = text
        }
        return Repository(texts: texts, others: ["src/notebook.py"])
    }
}
