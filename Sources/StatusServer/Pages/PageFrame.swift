import UsageModel

/// What every page has around its content.
struct PageFrame {
    /// The places of the navigation.
    enum Place: String, CaseIterable {
        case grid = "/"
        case cycles = "/cycles"
        case policies = "/policies"

        var name: HTML {
            switch self {
            case .grid: "Grid"
            case .cycles: "Cycles"
            case .policies: "Policies"
            }
        }
    }

    let title: String
    /// Whose usage is reported: the identity, where it is known.
    var identity: String?
    /// Nil for a page that is a file of its own and leads nowhere.
    var navigation: Navigation?
    var footer: HTML = ""

    /// The links between the pages of a server.
    struct Navigation {
        /// Nil on a page that is none of the places itself.
        var current: Place?
        /// Whether there is a session that can be ended.
        var isSignedIn = false
    }

    func page(_ content: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
        \(HTML(styleSheet: StyleSheet.policySource)); form-action 'self'; base-uri 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>\(title)</title>
        <style>\(HTML(styleSheet: StyleSheet.text))</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        \(header)<main id="main" tabindex="-1">
        \(content)</main>
        \(foot)</body>
        </html>

        """
    }

    private var header: HTML {
        let whose: HTML = identity.map { " <span class=\"muted\"><bdi>\($0)</bdi></span>" } ?? ""
        return "<header><strong>usagectl</strong>\(whose)\(links)</header>\n"
    }

    private var links: HTML {
        guard let navigation else { return "" }
        let items = Place.allCases.map { place -> HTML in
            let current: HTML = place == navigation.current ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(place.rawValue)\"\(current)>\(place.name)</a></li>"
        }
        let out: HTML =
            navigation.isSignedIn
            ? """
            <form class="out" method="post" action="/logout"><button>Sign out</button></form>
            """ : ""
        return "<nav aria-label=\"Pages\"><ul>\(items)</ul></nav>\(out)"
    }

    private var foot: HTML {
        footer == .empty ? "" : "<footer>\(footer)</footer>\n"
    }
}
