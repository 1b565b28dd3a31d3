/// A page of one sentence: there is nothing to see yet, or something is wrong with the request.
struct PlainPage {
    let title: String
    let sentence: String
    var banners: [Banner] = []

    var html: HTML {
        "<h1>\(title)</h1>\n\(banners.map(\.html))<p>\(sentence)</p>\n"
    }
}
