/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of edwards25519 as RFC 8032, 5.1.2 writes them: 32 bytes, y as a little-endian number of
 * 255 bits, and the sign of x in the highest bit. */
#ifndef SEAL_POINT_H
#define SEAL_POINT_H

#include <stdbool.h>

enum { POINT_BYTES = 32 };

enum point {
    POINT_FINE,     /* which does not say that it stands on the curve */
    POINT_ENCODING, /* y is not below 2^255 - 19 (5.1.3, step 1): a second name of another point */
    POINT_WEAK      /* of order 1, 2, 4 or 8: a signature by it says nothing */
};

enum point point_judge(const unsigned char bytes[POINT_BYTES]);

#endif
