// Vectors of couples in single precision: W at once, in the compiler's own vector types.
#pragma once
#include <cstdint>
#include <immintrin.h>

#if defined(__AVX512F__)
constexpr int W = 16;
#elif defined(__AVX2__)
constexpr int W = 8;
#else
constexpr int W = 4;
#endif

typedef float Number;
typedef float V __attribute__((vector_size(4 * W), aligned(4)));
typedef int32_t I __attribute__((vector_size(4 * W), aligned(4)));
typedef uint32_t U __attribute__((vector_size(4 * W), aligned(4)));

#define HERE static inline __attribute__((always_inline))

HERE V all(float x) { return x - V{}; }
HERE V root(V x) {
#if defined(__AVX512F__)
  return (V)_mm512_sqrt_ps((__m512)x);
#elif defined(__AVX2__)
  return (V)_mm256_sqrt_ps((__m256)x);
#else
  return (V)_mm_sqrt_ps((__m128)x);
#endif
}
HERE V least(V x, V y) { return x < y ? x : y; }
HERE V most(V x, V y) { return x > y ? x : y; }
HERE V size_of(V x) { return (V)((U)x & 0x7fffffffu); }
HERE V unit(V x) { return most(least(x, all(1.f)), all(0.f)); }

// e^x - 1 = (2^n)(1 + rest) - 1
HERE void reduced(V x, V &scale, V &rest) {
  V shifted = x * 1.44269504f + 12582912.f;
  V n = shifted - 12582912.f;
  V r = x - n * 0.693115234375f - n * 3.1946184945e-05f;
  scale = (V)(((U)shifted << 23) + 0x3f800000u);
  V p = ((0.001392617612f * r + 0.008363173075f) * r + 0.041666554662f) * r + 0.166665770256f;
  rest = (p * r + 0.5f) * (r * r) + r;
}
HERE V expo(V x) {
  V scale, rest;
  reduced(most(least(x, all(88.3f)), all(-87.3f)), scale, rest);
  return (rest + 1.f) * scale;
}
HERE V logistic(V x) { return 1.f / (1.f + expo(-x)); }
HERE V hyperbolic(V x) {
  V scale, rest;
  reduced(most(least(x + x, all(20.f)), all(-20.f)), scale, rest);
  V e = scale * rest + (scale - 1.f);
  return e / (e + 2.f);
}
HERE V logarithm(V x) {
  I bits = (I)x;
  I exponent = (bits - 0x3f3504f3) >> 23;
  V f = (V)(bits - (exponent << 23)) - 1.f;
  V n = __builtin_convertvector(exponent, V);
  V s = f / (f + 2.f), z = s * s;
  V p = ((0.233304672163f * z + 0.285508208160f) * z + 0.400001218398f) * z + 0.666666665545f;
  return n * 0.693115234375f + (f + (n * 3.1946184945e-05f - s * (f - z * p)));
}

// the noise, by Box-Muller
HERE V uniform(U word) { return __builtin_convertvector((I)(word >> 1), V) * 0x1p-31f + 0x1p-32f; }
HERE void normals(U a, U b, V &first, V &second) {
  V radius = root(logarithm(uniform(a)) * -2.f);
  U quarter = (b + (1u << 29)) >> 30;
  V x = __builtin_convertvector((I)(b - (quarter << 30)), V) * 1.4629180792671596e-09f;
  V z = x * x;
  V sine = x * z * ((-0.000195878909f * z + 0.008332748271f) * z - 0.166666646623f) + x;
  V cosine = z * z * ((2.454794209e-05f * z - 0.001388830304f) * z + 0.041666664660f) + (1.f - 0.5f * z);
  I odd = (I)(quarter & 1u) != 0;
  V c = odd ? sine : cosine, s = odd ? cosine : sine;
  first = ((I)((quarter + 1u) & 2u) != 0 ? -radius : radius) * c;
  second = ((I)(quarter & 2u) != 0 ? -radius : radius) * s;
}
