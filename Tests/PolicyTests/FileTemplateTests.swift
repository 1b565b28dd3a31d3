import Policy
import Testing

struct FileTemplateTests {
    @Test func `placeholders are filled in and missing ones leave nothing`() {
        let template = FileTemplate("Usage {month} {product}{marketplace}")
        let text = template.filled(limit: 100) { placeholder in
            ["month": "2026-10", "product": "PRD-1"][placeholder.rawValue]
        }
        #expect(text == "Usage 2026-10 PRD-1")
    }

    @Test func `a text is cut to the platform's limit`() {
        let text = FileTemplate("{productName}").filled(limit: 5) { _ in "abcdefgh" }
        #expect(text == "abcde")
    }

    @Test(
        arguments: [
            ("Usage {month}", nil), ("{}", "has an unknown placeholder '{}'"),
            ("{month", "has a brace without its partner"),
            ("month}", "has a brace without its partner"),
            ("{a{month}", "has a brace without its partner"),
            ("{Month}", "has an unknown placeholder '{Month}'"),
            ("123456789012345678901", "is longer than 20 characters"),
            ("{contractName}{productName}", nil),
        ] as [(String, String?)])
    func `what is wrong with a template is said`(template: String, problem: String?) {
        let problems = FileTemplate(template).problems(limit: 20)
        #expect(problems.map(\.message) == [problem].compactMap(\.self))
    }

    @Test func `the built-in templates are sound`() {
        let templates = FileTemplates()
        #expect(FileTemplate(templates.name).problems(limit: FileTemplate.nameLimit).isEmpty)
        #expect(FileTemplate(templates.description).problems(limit: FileTemplate.textLimit).isEmpty)
    }
}
