#ifndef USAGECTL_BUILD_INFO_H
#define USAGECTL_BUILD_INFO_H

/// The commit of the sources as the build was told it by USAGECTL_COMMIT, else an empty text.
const char *usagectl_build_commit(void);

#endif
