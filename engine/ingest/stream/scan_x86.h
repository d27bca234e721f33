/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The instruction sets of the scan, as the compiler is told of them. */
#ifndef INGEST_STREAM_SCAN_X86_H
#define INGEST_STREAM_SCAN_X86_H

#if defined __x86_64__
#define SCAN_X86 1
#else
#define SCAN_X86 0
#endif

#define INLINE static inline __attribute__((always_inline))
#define AVX2_TARGET __attribute__((target("avx2,pclmul,bmi,bmi2,popcnt")))
#define AVX512_TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi2,pclmul,bmi,bmi2,popcnt")))

#endif
