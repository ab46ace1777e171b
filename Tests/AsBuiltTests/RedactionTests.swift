import AsBuilt
import Testing

@Suite struct RedactionTests {
    @Test(arguments: [
        "${var.token}", "{{secrets/scope/key}}", "${{ secrets.TOKEN }}", "$(token)", "${a.${b}.c}", "\u{AB}token\u{BB}",
        "",
    ])
    func `the name of a secret stays`(value: String) {
        #expect(Redaction.value(value, path: ["password"]) == value)
    }

    @Test(arguments: [
        "hunter2", "${a}hunter2${b}", "$(a)hunter2$(b)", "${a}hunter2${b}${c}", "${a}\nhunter2}", "x${a}",
    ])
    func `a value that may be a secret is hidden, between references too`(value: String) {
        #expect(Redaction.value(value, path: ["password"]) == Redaction.hidden)
        #expect(Redaction.value(value, path: ["spark_env_vars", "A"]) == Redaction.hidden)
        #expect(Redaction.value("Bearer abcdefghij", path: ["a"]) == "Bearer (hidden)")
        #expect(Redaction.value("hunter2", path: ["tokens"]) == "hunter2")
    }
}
