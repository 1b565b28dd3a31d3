#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a program is started with: a process group of its own, and signals as if a shell had
/// started it. A server ignores SIGPIPE, which a program would inherit.
struct SpawnAttributes {
    var value = posix_spawnattr_t()

    // Sound throughout: each call fills or reads the structures that are lent for its time.
    init() {
        unsafe posix_spawnattr_init(&value)
        var flags = Int32(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        #if canImport(Darwin)
            flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
        #endif
        unsafe posix_spawnattr_setflags(&value, Int16(flags))
        unsafe posix_spawnattr_setpgroup(&value, 0)
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&value, &signals)
        unsafe sigfillset(&signals)
        // These two cannot be handled, and some systems refuse to have them reset.
        unsafe sigdelset(&signals, SIGKILL)
        unsafe sigdelset(&signals, SIGSTOP)
        unsafe posix_spawnattr_setsigdefault(&value, &signals)
    }

    mutating func destroy() {
        unsafe posix_spawnattr_destroy(&value)
    }
}
