# SPDX-License-Identifier: GPL-3.0-or-later
# Reads C files; prints each use of a banned function and each include that is not allowed.
BEGIN {
    banned = "atoi|atol|atoll|atof|strtol|strtoll|strtoul|strtoull|strtod|strtof|strtold|sprintf" \
        "|vsprintf|strcpy|stpcpy|strcat|strncpy|strncat|strtok|gets|scanf|fscanf|sscanf|vscanf" \
        "|vfscanf|vsscanf|localtime|localtime_r|gmtime|gmtime_r|mktime|time|rand|srand|random" \
        "|srandom|alloca|system|popen|tmpnam|tempnam|mktemp|isalnum|isalpha|isblank|iscntrl" \
        "|isdigit|isgraph|islower|isprint|ispunct|isspace|isupper|isxdigit|tolower|toupper"
    # The engine and the formulas never print, exit or look at the world around them.
    engine = "printf|puts|putchar|vprintf|perror|exit|_exit|abort|getenv|setlocale|clock" \
        "|clock_gettime|gettimeofday"
    # What others wrote is shown by one function: write/screen.h (and core/shown.h).
    screen = "printf|fprintf|vprintf|vfprintf|dprintf|puts|fputs|putchar|fwrite|perror|psignal" \
        "|argp_error|argp_failure|error"
    standard = "assert|dirent|errno|fcntl|inttypes|limits|pthread|setjmp|signal|stdalign|stdarg" \
        "|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|strings|unistd|sys/mman" \
        "|sys/resource|sys/stat|sys/types|sys/wait|sys/statvfs|sys/time|sys/socket|sys/un|ftw" \
        "|sys/random|sys/file|malloc" \
        "|libgen|math|sys/prctl|poll|sys/ioctl|sys/syscall|dlfcn|linux/filter|linux/seccomp"
    rooms = "participation|indicators|import|columns" \
        "|core|write|formulas|stats|rules|ingest|settle|seal|run|kpi|report|survey|api|saldo" \
        "|manual|support|ingest_test|api_test"

    # other people's headers: where they may stand, tests apart
    home["csv.h"] = "^(engine/import|(engine|tests)/ingest)/"
    home["immintrin.h"] = "^engine/ingest/stream/scan"
    home["archive.h"] = "^engine/(ingest|seal|report/book)/"
    home["archive_entry.h"] = "^engine/(ingest|seal|report/book)/"
    home["cyaml"] = "^engine/rules/"
    home["yaml.h"] = "^engine/rules/"
    home["jansson.h"] = "^engine/(seal|run|import)/"
    home["openssl"] = "^engine/seal/"
    home["gsl"] = "^formulas/stats/"
    home["sqlite3.h"] = "^engine/report/database/"
    home["xlsxwriter.h"] = "^engine/report/book/"
    home["expat.h"] = "^engine/(ingest/workbook|report/book)/"
    home["argp.h"] = "^tools/(saldo|manual)/"
    home["libintl.h"] = "^tools/(saldo|manual)/"
    home["locale.h"] = "^tools/saldo/"
    home["time.h"] = "^tools/"
    home["cmocka.h"] = "^tests/"
}

function complain(what) {
    print FILENAME ":" FNR ": " what
}

function has_call(text, names) {
    return text ~ ("(^|[^A-Za-z0-9_])(" names ")[ ]*\\(")
}

# The line without what stands in comments, strings and character constants.
function bare(line,    out, two, end) {
    out = ""
    while (line != "") {
        if (in_comment) {
            end = index(line, "*/")
            if (end == 0)
                return out
            in_comment = 0
            line = substr(line, end + 2)
            continue
        }
        two = substr(line, 1, 2)
        if (two == "/*") {
            in_comment = 1
            line = substr(line, 3)
        } else if (two == "//") {
            return out
        } else if (match(line, /^"([^"\\]|\\.)*"/) || match(line, /^'([^'\\]|\\.)*'/)) {
            out = out "_"
            line = substr(line, RLENGTH + 1)
        } else if (match(line, /^[^\/"']+/)) {
            out = out substr(line, 1, RLENGTH)
            line = substr(line, RLENGTH + 1)
        } else {
            out = out substr(line, 1, 1)
            line = substr(line, 2)
        }
    }
    return out
}

function test_folder(file) {
    sub(/^tests\//, "", file)
    sub(/\/.*/, "", file)
    return "|" file "|" file "_test"
}

function check_own(name,    given) {
    given = name
    sub("^(" rooms (FILENAME ~ /^tests\// ? test_folder(FILENAME) : "") ")/", "room/", name)
    if (name !~ /^room\/([a-z0-9_]+\/)?[a-z0-9_]+\.(h|def)$/)
        complain("\"" given "\" is not written room-first")
}

function check_other(name,    key) {
    if (name == "saldo.h" || name ~ ("^(" standard ")\\.h$"))
        return
    key = name
    if (!(key in home))
        sub(/\/.*/, "", key)
    if (!(key in home))
        complain("<" name "> is not known: name its room in tools/style.awk")
    else if (FILENAME ~ /^tests\// && FILENAME ~ /\.c$|^tests\/support\//)
        return
    else if (FILENAME !~ home[key])
        complain("<" name "> belongs in " home[key])
    else if (FILENAME ~ /^(engine|formulas|include)\/.*\.h$/)
        complain("<" name "> in a header of ours")
}

FNR == 1 { in_comment = 0 }

/^[ ]*#[ ]*include/ && !in_comment {
    if (match($0, /"[^"]*"/))
        check_own(substr($0, RSTART + 1, RLENGTH - 2))
    else if (match($0, /<[^>]*>/))
        check_other(substr($0, RSTART + 1, RLENGTH - 2))
    next
}

{
    text = bare($0)
    if (has_call(text, banned))
        complain($0)
    else if (FILENAME ~ /^(engine|formulas)\//) {
        if (FILENAME == "engine/report/book/apart.c") # a child process ends by it
            sub(/_exit/, "end_child", text)
        if (has_call(text, engine) || text ~ /(^|[^A-Za-z0-9_])std(in|out|err)([^A-Za-z0-9_]|$)/)
            complain("in the engine: " $0)
    } else if (FILENAME !~ /^(tools\/saldo|tests)\// && has_call(text, "setlocale"))
        complain($0)
    if (FILENAME ~ /^(engine|tools\/saldo)\// && FILENAME != "engine/write/screen.c" &&
        FILENAME != "tools/saldo/screen/print.c" && has_call(text, screen))
        complain("prints past write/screen.h: " $0)
    if (text ~ /__DATE__|__TIME__|__TIMESTAMP__/)
        complain("not reproducible: " $0)
}
