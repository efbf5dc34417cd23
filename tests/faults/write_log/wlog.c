/* Records what a program does to the files of one folder, in the order of its calls; loaded by LD_PRELOAD.
 *
 * WLOG_DIR is the folder, WLOG_OUT the record. Each call is done first and recorded then. A record is a head, two
 * names below the folder ("" is the folder itself) and the bytes of a write. Files go by their inode, because one that
 * is open keeps its bytes when its name becomes another's:
 *   C create a name and its inode   W write at offset   T truncate to offset   S sync a file   D sync a folder
 *   U unlink   R rename   L link   M a mark that the program set by wlog_mark()
 * One thread at a time may write to the folder, as the station's store does.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 65536
static int out = -1;
static char folder[512];
static size_t folder_length;
static char *names[FILES];
static char is_folder[FILES];
static uint64_t inodes[FILES];

#define REAL(result, name, ...)                                                                                        \
    static result (*real)(__VA_ARGS__);                                                                                \
    if (!real) real = dlsym(RTLD_NEXT, name)

struct __attribute__((packed)) head {
    char kind;
    uint16_t first, second;
    uint64_t inode;
    int64_t offset;
    uint32_t size;
};

__attribute__((constructor)) static void start(void) {
    REAL(int, "open", const char *, int, ...);
    const char *where = getenv("WLOG_DIR"), *record = getenv("WLOG_OUT");
    if (!where || !record) return;
    strncpy(folder, where, sizeof folder - 1);
    folder_length = strlen(folder);
    out = real(record, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

static int watched(const char *path) {
    return out >= 0 && path && !strncmp(path, folder, folder_length) &&
           (path[folder_length] == '/' || path[folder_length] == 0);
}

static const char *below(const char *path) {
    path += folder_length;
    return *path == '/' ? path + 1 : path;
}

static const char *name_of(int file) { return file >= 0 && file < FILES ? names[file] : NULL; }

static void record(char kind, const char *first, const char *second, uint64_t inode, int64_t offset, const void *data,
                   size_t size) {
    if (out < 0) return;
    struct head head = {kind, first ? strlen(first) : 0, second ? strlen(second) : 0, inode, offset, size};
    struct iovec parts[4] = {
        {&head, sizeof head}, {(void *)first, head.first}, {(void *)second, head.second}, {(void *)data, data ? size : 0}};
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    /* A record that is not whole would make a test lie. */
    if (real(out, parts, 4) != (ssize_t)(sizeof head + head.first + head.second + (data ? size : 0))) abort();
}

static void forget(int file) {
    if (name_of(file)) {
        free(names[file]);
        names[file] = NULL;
    }
}

static int opened(int file, const char *path, int flags, int existed) {
    if (file < 0 || file >= FILES) return file;
    forget(file);
    if (!watched(path)) return file;
    struct stat found;
    fstat(file, &found);
    names[file] = strdup(below(path));
    is_folder[file] = S_ISDIR(found.st_mode);
    inodes[file] = found.st_ino;
    if (!existed && (flags & O_CREAT)) record('C', names[file], NULL, inodes[file], 0, NULL, 0);
    else if ((flags & O_TRUNC) && !is_folder[file]) record('T', names[file], NULL, inodes[file], 0, NULL, 0);
    return file;
}

#define MODE(mode)                                                                                                     \
    mode_t mode = 0;                                                                                                   \
    if (flags & (O_CREAT | O_TMPFILE)) {                                                                               \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = va_arg(more, int);                                                                                      \
        va_end(more);                                                                                                  \
    }
#define EXISTS(path) (!watched(path) || access(path, F_OK) == 0)

#define OPEN(NAME)                                                                                                     \
    int NAME(const char *path, int flags, ...) {                                                                       \
        MODE(mode)                                                                                                     \
        REAL(int, #NAME, const char *, int, ...);                                                                      \
        int existed = EXISTS(path);                                                                                    \
        return opened(real(path, flags, mode), path, flags, existed);                                                  \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(NAME)                                                                                                   \
    int NAME(int where, const char *path, int flags, ...) {                                                            \
        MODE(mode)                                                                                                     \
        REAL(int, #NAME, int, const char *, int, ...);                                                                 \
        int existed = EXISTS(path);                                                                                    \
        return opened(real(where, path, flags, mode), path, flags, existed);                                           \
    }
OPENAT(openat)
OPENAT(openat64)

#define PWRITE(NAME, OFFSET)                                                                                           \
    ssize_t NAME(int file, const void *data, size_t size, OFFSET offset) {                                             \
        REAL(ssize_t, #NAME, int, const void *, size_t, OFFSET);                                                       \
        ssize_t done = real(file, data, size, offset);                                                                 \
        if (done > 0 && name_of(file)) record('W', names[file], NULL, inodes[file], offset, data, done);                             \
        return done;                                                                                                   \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ssize_t done = real(file, data, size);
    /* The place after the write tells where an appended one went, too. */
    if (done > 0 && name_of(file)) record('W', names[file], NULL, inodes[file], lseek(file, 0, SEEK_CUR) - done, data, done);
    return done;
}

/* What moves bytes inside the kernel cannot be recorded; callers fall back to read and write. */
ssize_t sendfile(int to, int from, off_t *offset, size_t size) {
    REAL(ssize_t, "sendfile", int, int, off_t *, size_t);
    if (!name_of(to)) return real(to, from, offset, size);
    errno = EINVAL;
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    if (!name_of(to)) return real(to, from, offset, size);
    errno = EINVAL;
    return -1;
}

#define TRUNCATE(NAME, OFFSET)                                                                                         \
    int NAME(int file, OFFSET size) {                                                                                  \
        REAL(int, #NAME, int, OFFSET);                                                                                 \
        int failed = real(file, size);                                                                                 \
        if (!failed && name_of(file)) record('T', names[file], NULL, inodes[file], size, NULL, 0);                                   \
        return failed;                                                                                                 \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(NAME)                                                                                                     \
    int NAME(int file) {                                                                                               \
        REAL(int, #NAME, int);                                                                                         \
        int failed = real(file);                                                                                       \
        if (!failed && name_of(file)) record(is_folder[file] ? 'D' : 'S', names[file], NULL, inodes[file], 0, NULL, 0); \
        return failed;                                                                                                 \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int failed = real(path);
    if (!failed && watched(path)) record('U', below(path), NULL, 0, 0, NULL, 0);
    return failed;
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    int failed = real(from, to);
    if (!failed && watched(from)) record('R', below(from), below(to), 0, 0, NULL, 0);
    return failed;
}

int link(const char *from, const char *to) {
    REAL(int, "link", const char *, const char *);
    int failed = real(from, to);
    if (!failed && watched(from)) record('L', below(from), below(to), 0, 0, NULL, 0);
    return failed;
}

int close(int file) {
    REAL(int, "close", int);
    if (file == out && out >= 0) return 0;
    forget(file);
    return real(file);
}

void wlog_mark(const char *text) { record('M', text, NULL, 0, 0, NULL, 0); }
