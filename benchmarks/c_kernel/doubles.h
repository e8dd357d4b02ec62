// One couple at a time in double precision, with the library's functions: slow, and as exact as can be.
#pragma once
#include <cmath>
#include <cstdint>
#include <immintrin.h>

constexpr int W = 1;
typedef double Number;
typedef double V;
typedef uint32_t U;

#define HERE static inline __attribute__((always_inline))

HERE V all(double x) { return x; }
HERE V root(V x) { return std::sqrt(x); }
HERE V least(V x, V y) { return x < y ? x : y; }
HERE V most(V x, V y) { return x > y ? x : y; }
HERE V size_of(V x) { return std::fabs(x); }
HERE V unit(V x) { return most(least(x, 1.), 0.); }
HERE V expo(V x) { return std::exp(x); }
HERE V logistic(V x) { return 1. / (1. + std::exp(-x)); }
HERE V hyperbolic(V x) { return std::tanh(x); }
HERE V uniform(U word) { return (word >> 1) * 0x1p-31 + 0x1p-32; }

// Box-Muller; the angle is cut to the nearest quarter turn
HERE void normals(U a, U b, V &first, V &second) {
  V radius = std::sqrt(-2. * std::log(uniform(a)));
  U quarter = (b + (1u << 29)) >> 30;
  V x = (int32_t)(b - (quarter << 30)) * 1.4629180792671596e-09, c = std::cos(x), s = std::sin(x);
  first = ((quarter + 1) & 2 ? -radius : radius) * (quarter & 1 ? s : c);
  second = (quarter & 2 ? -radius : radius) * (quarter & 1 ? c : s);
}
