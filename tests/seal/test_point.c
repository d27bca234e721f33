/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of weak points is held against the curve itself, by the numbers of libcrypto. */
#include "seal/point.h"

#include <openssl/bn.h>
#include <string.h>

#include "support/rows.h"

struct curve {
    BN_CTX *room;
    BIGNUM *p, *d, *one;
};

static struct curve curve_new(void)
{
    struct curve c = {BN_CTX_new(), BN_new(), BN_new(), BN_new()};
    BIGNUM *down = BN_new();

    assert_int_equal(BN_set_word(c.one, 1), 1);
    assert_int_equal(BN_set_bit(c.p, 255), 1);
    assert_int_equal(BN_sub_word(c.p, 19), 1);
    BN_set_word(c.d, 121665); /* d = -121665 / 121666 */
    BN_set_negative(c.d, 1);
    BN_set_word(down, 121666);
    assert_non_null(BN_mod_inverse(down, down, c.p, c.room));
    assert_int_equal(BN_mod_mul(c.d, c.d, down, c.p, c.room), 1);
    BN_free(down);
    return c;
}

static void curve_free(struct curve *c)
{
    BN_free(c->p);
    BN_free(c->d);
    BN_free(c->one);
    BN_CTX_free(c->room);
}

/* up / down */
static void divide(const struct curve *c, BIGNUM *up, BIGNUM *down)
{
    assert_non_null(BN_mod_inverse(down, down, c->p, c->room));
    assert_int_equal(BN_mod_mul(up, up, down, c->p, c->room), 1);
}

/* x² = (y² - 1) / (d y² + 1) */
static void square_of_x(const struct curve *c, const BIGNUM *y, BIGNUM *xx, BIGNUM *yy)
{
    BIGNUM *down = BN_new();

    assert_int_equal(BN_mod_sqr(yy, y, c->p, c->room), 1);
    assert_int_equal(BN_mod_sub(xx, yy, c->one, c->p, c->room), 1);
    assert_int_equal(BN_mod_mul(down, c->d, yy, c->p, c->room), 1);
    assert_int_equal(BN_mod_add(down, down, c->one, c->p, c->room), 1);
    divide(c, xx, down);
    BN_free(down);
}

/* y of twice the point: (y² + x²) / (1 - d x² y²) */
static void twice(const struct curve *c, BIGNUM *y)
{
    BIGNUM *xx = BN_new(), *yy = BN_new(), *down = BN_new();

    square_of_x(c, y, xx, yy);
    BN_mod_mul(down, xx, yy, c->p, c->room);
    BN_mod_mul(down, down, c->d, c->p, c->room);
    BN_mod_sub(down, c->one, down, c->p, c->room);
    assert_int_equal(BN_mod_add(y, xx, yy, c->p, c->room), 1);
    divide(c, y, down);
    BN_free(xx);
    BN_free(yy);
    BN_free(down);
}

/* Whether there is such a point. */
static bool is_on_curve(const struct curve *c, const BIGNUM *y)
{
    BIGNUM *xx = BN_new(), *yy = BN_new();

    square_of_x(c, y, xx, yy);
    bool found = BN_is_zero(xx) || BN_kronecker(xx, c->p, c->room) == 1;
    BN_free(xx);
    BN_free(yy);
    return found;
}

/* Doublings until the identity, y = 1; -1: more than three, so that the order is above 8. */
static int doublings(const struct curve *c, const unsigned char bytes[POINT_BYTES])
{
    unsigned char plain[POINT_BYTES];
    int count = 0;

    memcpy(plain, bytes, POINT_BYTES);
    plain[POINT_BYTES - 1] &= 0x7f;
    BIGNUM *y = BN_lebin2bn(plain, POINT_BYTES, NULL);
    assert_true(is_on_curve(c, y));
    for (; !BN_is_one(y) && count <= 3; count++)
        twice(c, y);
    BN_free(y);
    return count > 3 ? -1 : count;
}

#define ZEROS_30 "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
#define FF_10 "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
#define FF_30 FF_10 FF_10 FF_10
#define ORDER_8                                                                                    \
    "\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0"                             \
    "\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc"
#define ORDER_8_MINUS                                                                              \
    "\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f"                             \
    "\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03"

static const struct judging {
    const char *name;
    const char *bytes;
    enum point judged;
    int doublings; /* of a weak one */
} judgings[] = {
    {"identity", "\x01" ZEROS_30 "\x00", POINT_WEAK, 0},
    {"identity with a sign", "\x01" ZEROS_30 "\x80", POINT_WEAK, 0},
    {"order 2", "\xec" FF_30 "\x7f", POINT_WEAK, 1},
    {"order 2 with a sign", "\xec" FF_30 "\xff", POINT_WEAK, 1},
    {"order 4", "\0" ZEROS_30 "\x00", POINT_WEAK, 2},
    {"order 4, the other", "\0" ZEROS_30 "\x80", POINT_WEAK, 2},
    {"order 8, 1", ORDER_8 "\x05", POINT_WEAK, 3},
    {"order 8, 2", ORDER_8 "\x85", POINT_WEAK, 3},
    {"order 8, 3", ORDER_8_MINUS "\x7a", POINT_WEAK, 3},
    {"order 8, 4", ORDER_8_MINUS "\xfa", POINT_WEAK, 3},
    {"p, which is 0", "\xed" FF_30 "\x7f", POINT_ENCODING, 0},
    {"p with a sign", "\xed" FF_30 "\xff", POINT_ENCODING, 0},
    {"p + 1, which is the identity", "\xee" FF_30 "\x7f", POINT_ENCODING, 0},
    {"2^255 - 1", "\xff" FF_30 "\x7f", POINT_ENCODING, 0},
    {"all ones", "\xff" FF_30 "\xff", POINT_ENCODING, 0},
    {"the largest but one", "\xeb" FF_30 "\x7f", POINT_FINE, 0},
    {"ff in the middle only", "\xff" FF_30 "\x7e", POINT_FINE, 0},
    {"base point",
     "\x58"
     "ffffffffffffffffffffffffffffff"
     "f",
     POINT_FINE, 0},
};

static void test_judging(void **state)
{
    const struct judging *row = *state;
    const unsigned char *bytes = (const unsigned char *)row->bytes;
    struct curve c = curve_new();

    assert_int_equal(point_judge(bytes), row->judged);
    if (row->judged == POINT_WEAK)
        assert_int_equal(doublings(&c, bytes), row->doublings);
    curve_free(&c);
}

/* All of them: a point whose double is of order 4 has d y⁴ + 2 y² - 1 = 0, that is y² = (-1 ± √(1 +
 * d)) / d; one of the two is a square, so that ±y is all. */
static void test_all(void **state)
{
    struct curve c = curve_new();
    BIGNUM *root = BN_new(), *yy = BN_new(), *down = BN_new();
    int squares = 0;

    (void)state;
    assert_int_equal(BN_mod_add(root, c.d, c.one, c.p, c.room), 1);
    assert_non_null(BN_mod_sqrt(root, root, c.p, c.room));
    for (int sign = 0; sign < 2; sign++) {
        assert_int_equal(BN_mod_sub(yy, root, c.one, c.p, c.room), 1);
        assert_non_null(BN_copy(down, c.d));
        divide(&c, yy, down);
        squares += BN_kronecker(yy, c.p, c.room) == 1;
        BN_sub(root, c.p, root);
    }
    assert_int_equal(squares, 1);
    BN_free(root);
    BN_free(yy);
    BN_free(down);
    curve_free(&c);
}

int main(void)
{
    struct rows *rows = rows_new();

    ROWS_ADD(rows, test_judging, judgings);
    rows_add(rows, test_all, "there are no others", NULL);
    return rows_run(rows, "seal/point");
}
