/* Makes writes to the files of one folder fail now and then, as a dying disk does: cc -shared -fPIC -o x.so x.c -ldl
   LD_PRELOAD=x.so HOMESPUN_FAILING=/the/folder HOMESPUN_FAILING_EVERY=50 HOMESPUN_FAILING_SEED=1 program */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(int descriptor) {
    const char *folder = getenv("HOMESPUN_FAILING"), *every = getenv("HOMESPUN_FAILING_EVERY");
    char link[64], path[4096];
    static unsigned state = 0;
    if (!folder || !every) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder)) != 0 || strstr(path, ".lock")) return 0;
    if (state == 0) {
        const char *seed = getenv("HOMESPUN_FAILING_SEED");
        state = seed ? (unsigned)atoi(seed) * 2654435761u + 1u : 1u;
    }
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % (unsigned)atoi(every) == 0;
}

#define FAIL_OR(name, ...)                                   \
    static __typeof__(name) *real;                           \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name); \
    if (fails(descriptor)) { errno = EIO; return -1; }       \
    return real(__VA_ARGS__);

ssize_t write(int descriptor, const void *content, size_t size) { FAIL_OR(write, descriptor, content, size) }
ssize_t pwrite(int descriptor, const void *content, size_t size, off_t place) { FAIL_OR(pwrite, descriptor, content, size, place) }
ssize_t pwrite64(int descriptor, const void *content, size_t size, off64_t place) { FAIL_OR(pwrite64, descriptor, content, size, place) }
int fsync(int descriptor) { FAIL_OR(fsync, descriptor) }
int fdatasync(int descriptor) { FAIL_OR(fdatasync, descriptor) }
int ftruncate(int descriptor, off_t size) { FAIL_OR(ftruncate, descriptor, size) }
