import Ledger
import Testing

struct LedgerLocationTests {
    @Test(arguments: [
        ("sqlite:usagectl.db", "/etc/usagectl", "/etc/usagectl/usagectl.db"),
        ("sqlite:state/usagectl.db", "/etc/usagectl/", "/etc/usagectl/state/usagectl.db"),
        ("sqlite:../usagectl.db", "conf", "conf/../usagectl.db"),
        ("sqlite:/var/lib/usagectl.db", "/etc", "/var/lib/usagectl.db"),
        ("sqlite:///var/lib/usagectl.db", "/etc", "/var/lib/usagectl.db"),
        ("sqlite:usagectl.db", "", "usagectl.db"),
    ])
    func `a location is a path against the configuration's folder`(
        _ text: String, _ folder: String, _ path: String
    ) throws {
        #expect(try LedgerLocation(text, relativeTo: folder).path == path)
    }

    @Test(arguments: [
        ("usagectl.db", LedgerLocationError.otherScheme("usagectl.db")),
        ("postgres://db", .otherScheme("postgres://db")),
        ("SQLITE:a.db", .otherScheme("SQLITE:a.db")),
        ("", .otherScheme("")),
        ("sqlite:", .noFile("sqlite:")),
        ("sqlite:state/", .noFile("sqlite:state/")),
        ("sqlite::memory:", .notAPath("sqlite::memory:")),
        ("sqlite:~/usagectl.db", .notAPath("sqlite:~/usagectl.db")),
        ("sqlite://host/usagectl.db", .notAPath("sqlite://host/usagectl.db")),
        ("sqlite:a\0b", .notAPath("sqlite:a\0b")),
    ])
    func `what is no path of a file is refused with an example`(
        _ text: String, _ error: LedgerLocationError
    ) {
        #expect(throws: error) { try LedgerLocation(text, relativeTo: "/etc") }
        #expect("\(error)".contains("'\(text)'"))
        #expect("\(error)".contains("sqlite:usagectl.db"))
    }
}
