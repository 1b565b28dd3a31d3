import CSpawn

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What happens to descriptors and folder before a program begins: it gets its three streams and
/// nothing else that is open here.
@safe struct SpawnActions {
    var value = unsafe posix_spawn_file_actions_t()

    // Sound throughout: each call fills or reads the structure that is lent for its time.
    init(streams: [Int32], folder: String?) {
        unsafe posix_spawn_file_actions_init(&value)
        for (number, stream) in streams.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&value, stream, Int32(number))
        }
        #if !canImport(Darwin)
            unsafe posix_spawn_file_actions_addclosefrom_np(&value, 3)
        #endif
        if let folder { unsafe posix_spawn_file_actions_addchdir_np(&value, folder) }
    }

    mutating func destroy() {
        unsafe posix_spawn_file_actions_destroy(&value)
    }
}
