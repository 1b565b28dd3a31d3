/// Asks for the token.
struct LoginPage {
    /// What was wrong with the last try.
    var problem: String?

    var html: HTML {
        let banner = problem.map { Banner(shade: .bad, title: $0).html } ?? ""
        return """
            <div class="narrow"><h1>Sign in</h1>
            \(banner)<form method="post" action="/login">
            <label>Token<input type="password" name="token" required \
            autocomplete="current-password" autofocus></label>
            <p><button>Sign in</button></p></form>
            <p class="muted">The token stands in the file that <code>spec.status.tokenFile</code> \
            names.</p></div>

            """
    }
}
