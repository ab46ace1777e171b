import Markdown
import Markup
import Pages

/// A block of code with its language above it.
enum CodeListing {
    static func html(of code: CodeBlock) -> HTML {
        var html = HTML()
        let language = code.language
        html.markup("<div class=\"code\">\n<div class=\"code-bar\"><span>")
        html.text(language.map(name) ?? "Text")
        html.markup("</span></div>\n<pre role=\"group\" tabindex=\"0\" aria-label=\"Code")
        if let language {
            html.markup(", ")
            html.text(language)
        }
        html.markup("\"><code>")
        if language.map({ CodeGrammar.write(code.text, in: $0, to: &html) }) != true { html.text(code.text) }
        html.markup("</code></pre>\n</div>\n")
        return html
    }

    private static func name(of language: String) -> String {
        switch language.lowercased() {
        case "bash", "sh", "shell", "zsh": "Shell"
        case "console", "shell-session": "Terminal"
        case "python", "py": "Python"
        case "sql": "SQL"
        case "yaml", "yml": "YAML"
        case "json": "JSON"
        case "text", "txt": "Output"
        case "dot": "Graphviz"
        case "mermaid": "Mermaid"
        case "hcl": "HCL"
        case "terraform", "tf": "Terraform"
        case "dockerfile", "docker": "Dockerfile"
        case "scala": "Scala"
        case "diff", "patch": "Change"
        case "toml": "TOML"
        default: language
        }
    }
}
