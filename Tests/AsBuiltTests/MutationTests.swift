import AsBuilt
import TestSupport
import Testing

/// Files that are damaged at random: the readers never crash or hang, and one damaged file spoils no other.
@Suite struct MutationTests {
    private static let pieces: [[UInt8]] = [
        "&a ", "*a", "<<: *a\n", "${var.", "${", "}", ": ", "- ", "[", "]", "{", "\"", "'", "\n", "\t", "  ", "#", "|",
        ">-",
        "!reference ", "\u{FEFF}", "\r\n", "? ", "---\n", "null", "1", "${{ ", "$(", "%", "@", "`", "é", "*", "&",
        "!!int ",
        "../../../", "**", "0x", "~", "databricks bundle deploy -t ",
    ].map { Array($0.utf8) }

    private func mutated(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0...random.below(3) where !result.isEmpty {
            let position = random.below(result.count)
            switch random.below(6) {
            case 0: result.remove(at: position)
            case 1: result[position] = UInt8(random.below(256))
            case 2: result.insert(contentsOf: random.pick(Self.pieces), at: position)
            case 3: result.removeSubrange(position..<min(result.count, position + random.below(80)))
            case 4:
                let end = min(result.count, position + random.below(200))
                result.insert(contentsOf: result[position..<end], at: random.below(result.count))
            default: result.insert(contentsOf: random.pick(Self.pieces) + random.pick(Self.pieces), at: position)
            }
        }
        return result
    }

    /// Four times 250 mutations.
    @Test(arguments: ["github-aws-features", "azure-devops", "gitlab-azure-features", "github-aws"])
    func `damaged files crash nothing and spoil no other file`(name: String) throws {
        let original = try Folders.fixture(name)
        let whole = Inventory.read(original, targets: ["prod"]).inventory
        let files = original.contents.keys.filter { $0.hasSuffix(".yml") }.sorted()
        var random = SeededGenerator(seed: UInt64(name.utf8.count))
        let effort = try Effort {
            for number in 0..<250 {
                let file = random.pick(files)
                var contents = original.contents
                contents[file] = mutated(contents[file] ?? [], &random)
                let repository = Repository(contents: contents)
                let reading = Inventory.read(repository, targets: ["prod"])
                let inventory = reading.inventory
                #expect(Lint.all(in: reading, of: repository).allSatisfy { !$0.place.file.isEmpty })
                let again = try Inventory(json: Array(inventory.json.utf8), file: "a.json")
                #expect(again == inventory, "mutation \(number) of \(file)")
                guard !name.hasPrefix("gitlab") else { continue }
                let isWorkflow = file.hasPrefix(".")
                func others(_ inventory: Inventory) -> [Inventory.Item] {
                    inventory.items.filter { ($0.id.origin == .workflow) != isWorkflow }
                }
                #expect(others(inventory) == others(whole), "mutation \(number) of \(file)")
            }
        }
        #expect(effort.isBounded)
    }
}
