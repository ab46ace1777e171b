import Markdown
import TestSupport
import Testing

@Suite struct TabsTests {
    private static let two = """
        - **bash**

          ```bash
          echo "a < b"
          ```
        - **Python** 

          ```python
          print("a")
          ```

          ```text
          a
          ```
        """

    @Test func `a list of bold names with code is a set of tabs`() throws {
        try expectGolden(try html(Self.two), "tabs.html")
    }

    @Test func `the first tab is chosen, and each has a button of its own`() throws {
        let made = try html(Self.two + "\n\ntext\n\n" + Self.two) { $0.idPrefix = "p1-" }
        #expect(made.split(separator: " checked>").count == 3)
        for id in ["p1-tabs:1:1", "p1-tabs:1:2", "p1-tabs:2:1", "p1-tabs:2:2"] {
            #expect(made.split(separator: "id=\"\(id)\"").count == 2, "\(id)")
            #expect(made.split(separator: "for=\"\(id)\"").count == 2, "\(id)")
        }
        #expect(made.split(separator: "name=\"p1-tabs:1\"").count == 3)
        #expect(AllowList.objections(to: made) == [])
    }

    @Test func `names are escaped`() throws {
        let made = try html("- **a & `<b>`**\n\n      x\n- **\"c\"**\n\n      y\n")
        #expect(made.contains("<label for=\"tabs:1:1\">a &amp; <code>&lt;b&gt;</code></label>"))
        #expect(made.contains("aria-label=\"&quot;c&quot;\""))
        #expect(AllowList.objections(to: made) == [])
    }

    @Test func `a tight list is a set of tabs as well, and eight tabs are the most`() throws {
        let items = (1...9).map { "- **n\($0)**\n  ```\n  x\n  ```\n" }
        #expect(try html(items.prefix(8).joined()).contains("class=\"tabs\""))
        #expect(try !html(items.joined()).contains("class=\"tabs\""))
    }

    @Test(arguments: [
        "- **one**\n\n      x\n", "1. **a**\n\n       x\n2. **b**\n\n       y\n", "- **a**\n- **b**\n",
        "- **a** b\n\n      x\n- **c**\n\n      y\n", "- a\n\n      x\n- b\n\n      y\n",
        "- **a**\n\n      x\n- **b**\n\n      y\n- c\n", "- **a**\n\n      x\n\n  text\n- **b**\n\n      y\n",
        "- [ ] **a**\n\n      x\n- [ ] **b**\n\n      y\n", "- *a*\n\n      x\n- *b*\n\n      y\n",
        "- **[a](b.md)**\n\n      x\n- **b**\n\n      y\n", "- **a[^1]**\n\n      x\n- **b**\n\n      y\n\n[^1]: n\n",
    ])
    func `any other list stays a list`(markdown: String) throws {
        let made = try html(markdown)
        #expect(!made.contains("fieldset"), "\(made)")
        #expect(made.contains("<li"))
    }

    @Test func `what is read without HTML is the list`() throws {
        let document = try Document(parsing: Self.two)
        #expect(document.plainText.contains("bash") && document.plainText.contains("print(\"a\")"))
        #expect(document.codeBlocks.count == 3)
    }
}
