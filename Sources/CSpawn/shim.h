#pragma once
#include <spawn.h>

#ifdef __linux__
// The C library (glibc from 2.34 on) has them, but its headers show them to GNU sources only, which
// Swift's import of it is not.
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions,
                                                const char *path);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
#endif
