// The theory's step written out by hand, as a yardstick for the compiled runner: never shipped, never run by users.
// Same equations (all mechanisms on, no interventions), same constants, same noise; single precision.
#include "vectors.h"

enum { w, s, h, n, m, v, u, b, L, r, o, q, iota, k, z, STATES };
enum { TRAITS = 8 };  // inner worth, integration, answer, anxiety, avoidance, outside life, domain, glory
enum { CODE, APART, COUPLE = 4 };  // after security and tension: status code, days apart

struct Person {
  // fixed for the run
  V inflation, sacrifice, anxiety, avoidance, outside, glory, size, rival, reliance;
  // what one is and does right now
  V G, C, M, c, F, agency, fav, high, low, HA, VC, CS, AC, SA, DS;
  V W, care, D, X, H, deny, Y, P, B, R, Th, K, J, Pi;
};

HERE void readouts(Person &p, const V *x, V S) {
  p.G = (1.f - x[q]) * p.inflation;
  p.C = (1.f - x[q]) * p.sacrifice;
  V corner = root(x[m] * x[m] + 0.01f);
  p.high = 0.5f * (corner + x[m]);
  p.low = 0.5f * (corner - x[m]);
  p.fav = logistic(3.f * x[m]);
  p.M = logistic(-1.f + 4.5f * x[iota] - 4.f * (1.f - x[iota]) * (x[s] + 0.7f * x[h]));
  V y = 4.8f * x[b] * x[n] * x[n] * (0.12f + 1.2f * x[v] + 0.8f * x[u]);
  p.c = y / (1.f + y);
  p.F = (1.f - x[q]) * 0.5f * (p.anxiety + p.size) * (1.f - 0.4f * x[o]);
  p.agency = (0.4f * x[r] + 0.35f * x[q] + 0.25f * x[o]) * (1.f - 0.5f * x[L]);
  V secured = 1.f - 0.6f * S;
  V dHA = 0.3f + 1.5f * (x[q] - 0.5f) + 1.5f * (x[iota] - 0.5f) + 0.6f * S - x[h] - 0.6f * x[L] - 0.8f * (1.f - x[r]) - x[s];
  V dVC = -0.6f + 1.6f * p.c * (0.3f + p.anxiety * secured) * (1.f - 0.8f * p.inflation) + x[s] * (1.f - p.inflation);
  V dCS = -0.9f + 3.f * p.C * (0.4f + 0.6f * x[h] + 0.6f * p.c);
  V dAC = -1.2f + 4.2f * x[s] * (1.f - p.M) * (0.25f + p.inflation) * (0.5f + p.low);
  V dSA = -0.9f + 2.6f * p.G * (0.3f + x[n] + 0.5f * p.high + 0.8f * above(x[w] - 0.65f, 0.1f) + 0.5f * x[h] * p.high);
  V dDS = -1.f + 1.7f * p.avoidance * secured * (0.25f + x[h]) + 2.2f * p.G * p.low;
  p.HA = expo(4.8f * dHA), p.VC = expo(4.8f * dVC), p.CS = expo(4.8f * dCS);
  p.AC = expo(4.8f * dAC), p.SA = expo(4.8f * dSA), p.DS = expo(4.8f * dDS);
  V share = 1.f / (p.HA + p.VC + p.CS + p.AC + p.SA + p.DS);
  p.HA *= share, p.VC *= share, p.CS *= share, p.AC *= share, p.SA *= share, p.DS *= share;
}

HERE void conduct(Person &p, const V *x, V need_of_other) {
  V healthy = p.HA * (0.7f + 0.6f * p.M * (need_of_other - 0.4f));
  p.W = ((healthy + 0.4f * p.VC + 0.85f * p.SA) * (0.2f + 0.8f * p.fav) + 0.85f * p.CS) * (1.f - 0.4f * x[L]);
  p.care = p.W * (0.08f + 0.92f * p.M);
  V hope = logistic(16.f * (x[v] - 0.49f));
  p.D = 2.f * 1.45f * x[b] / (x[b] + 0.3f) * x[n] * (0.3f * p.HA + p.VC + 0.75f * p.CS) * hope +
        (0.3f * p.SA + 0.4f * p.AC) * p.G;
  p.X = 0.95f * p.DS + 0.15f * p.AC;
  p.H = 0.95f * p.AC + 0.12f * p.DS * p.G;
  p.deny = p.G * (p.AC + 0.6f * p.SA + 0.3f * p.DS) * (0.4f + x[s]);
  p.Y = p.CS * (0.35f + 0.65f * x[h]);
  p.P = (0.8f * p.VC + 0.9f * p.SA + 0.3f * p.CS + 0.3f * p.HA) * p.c;
  p.B = 0.45f * p.HA * x[r] * (0.15f + x[n]);
  p.R = 0.8f * p.HA * p.M + 0.15f * p.CS;
  p.Th = 0.5f * p.AC + 0.15f * p.DS + 0.3f * p.VC * p.anxiety;
  p.K = p.G * (0.3f + 0.5f * x[n] + 0.5f * x[h]);
  p.J = 0.3f * p.HA * x[o] * x[q] * (1.f - x[h]);
  p.Pi = p.G * (1.8f * p.H + 0.9f * p.deny) * x[s];
}

HERE V stage(V z, float at) {
  V away = (z - at) * (1.f / 0.12f);
  return expo(-(away * away));
}

// drifts of one person, towards whom the other behaves as `t`; returns the rate of leaving
HERE V moved(const Person &p, const Person &t, const V *x, const V *y, V S, V T, V chi, V *d) {
  V W = chi * t.W, care = chi * t.care, D = chi * t.D, X = chi * t.X, H = chi * t.H, deny = chi * t.deny;
  V Y = chi * t.Y, P = chi * t.P, B = chi * t.B, Th = chi * t.Th, K = chi * t.K, J = chi * t.J, Pi = chi * t.Pi;
  V wound = 1.f - x[q], doubt = 1.f - x[r], insecure = 1.f - p.G;
  V rivalry = p.rival * t.G;
  V supply = (0.6f * W + 0.6f * Y + 0.35f * P) * (1.f + 0.5f * (y[b] - 0.6f)) * (0.12f + 0.88f * p.fav) *
             (1.f - 0.6f * rivalry * p.inflation);
  V learned = 2.f * p.C * (0.5f + 0.5f * x[b]);
  V disc = learned / (1.f + 0.3f * learned), felt = 1.f - disc;
  V gap = above(0.5f + 0.5f * p.inflation - x[w], 0.1f) * p.inflation;
  V fragile = wound * (0.7f + 0.9f * gap) * (1.f - 0.5f * S);
  V slight = 2.f * B * (1.f - 0.4f * t.M) + 1.6f * D + 0.9f * Th + 0.3f * X + 2.f * J + 0.6f * rivalry;
  V injury = fragile * (felt * (0.9f * H + 0.35f * X * (0.5f + p.anxiety)) + p.inflation * slight);
  V alarm = 1.1f * H * (1.f - 0.5f * disc) + 0.45f * (X + Th) * (0.4f + p.anxiety) * (1.f - 0.4f * S) +
            0.5f * p.G * (X + Th + 0.5f * B);
  V target = saturated(0.08f + alarm * (1.f - 0.6f * p.HA) + 0.6f * p.avoidance * (1.f - 0.6f * S) * (P + D) +
                       0.6f * p.c * (1.f - W) + 0.4f * x[s] + 0.3f * chi * T + 0.25f * x[L] +
                       0.8f * p.anxiety * (0.4f + 0.6f * doubt) * y[h] * chi - 0.4f * care * (0.5f + S) +
                       1.3f * x[u] * wound);
  V relief = above(x[h] - target, 0.03f);
  V good = insecure * ((1.f - 0.8f * p.C) * W + 0.3f * p.M * J + 2.f * p.C * t.G * t.SA * chi) + 1.3f * p.G * supply +
           4.f * relief * (0.2f + W);
  V reward = saturated(1.6f * above((good - felt * (0.6f * H + 0.35f * X) - 0.15f * B) * (1.f - 0.6f * x[L]), 0.1f));
  V pe = reward - x[v];
  V nourished = 2.f * p.reliance * (insecure * care + 1.8f * p.G * supply) +
                2.f * (1.f - p.reliance) * 0.35f * x[o] * (0.3f + 0.7f * x[q]) + 0.1f * x[o] + 0.25f * p.HA;
  V shamed = saturated(1.7f * injury + 0.5f * x[k] + 0.25f * gap * wound + 0.5f * doubt * p.C * H);
  V away = 1.f - chi, away2 = away * away;
  V window = logistic(10.f * (0.62f - x[h]));
  V work = away2 * away2 * window * 0.5f;
  V kept = 1.f + 2.f * x[u];

  d[w] = ((1.6f * supply + 0.9f * p.glory) * (0.3f + 0.7f * p.inflation) * (1.f - x[w]) +
          0.5f * care * (1.f - p.inflation) * (1.f - x[w]) - (0.25f + 0.67f * wound) * (x[w] - x[q]) - 0.5f * x[s] * x[w]) *
         (1.f / 3.f);
  d[s] = (shamed - x[s] - chi * p.Pi + 2.5f * Pi * (0.3f + 0.7f * doubt) * (0.25f + p.sacrifice) * (1.f - x[s]) -
          0.3f * work * stage(x[z], 0.92f) * x[s]) * 0.25f;
  d[h] = (target - x[h]) * 0.5f;
  d[n] = ((1.f - x[n]) * (0.43f + 0.5f * p.C * p.W) - 1.8f * nourished * x[n]) * (1.f / 22.f);
  d[m] = ((0.65f * (0.5f - x[iota]) * 2.f) * x[m] - x[m] * x[m] * x[m] +
          2.1f * (above(pe, 0.1f) - felt * above(-pe, 0.1f)) + 0.9f * (x[v] - 0.25f - 0.3f * p.G) - 1.7f * injury +
          5.2f * wound * p.c - 0.1f * p.G * (1.f - x[n]) * (Y + W) + 0.6f * x[iota] * W + 0.4f * S) * (1.f / 3.2f);
  d[v] = (0.5f + 1.5f * x[u]) * (0.45f + 0.55f * chi) * pe * (1.f / 42.f);
  d[u] = (chi * hyperbolic(2.f * (root(pe * pe + 0.0025f) - 0.05f)) - x[u]) * (1.f / 45.f);
  d[b] = (0.8f * (1.f - x[b]) * (0.65f * reward * kept + 12.f * relief) -
          x[b] * (0.28f * (0.6f + 0.4f * chi) / kept + 1.6f * work * stage(x[z], 0.7f))) * (1.f / 60.f);
  d[L] = ((1.f - x[L]) * (1.6f * x[h] * x[h] + 0.6f * above(p.W - care, 0.1f)) -
          x[L] * (0.35f + 0.8f * care + 0.4f * x[o])) * (1.f / 150.f);
  d[r] = (doubt * (0.2f + 0.8f * p.HA + work * stage(x[z], 0.5f)) -
          x[r] * (2.4f * deny * (0.4f + 0.6f * x[b]) + 0.6f * p.C * H)) * (1.f / 160.f);
  d[o] = (p.outside - x[o] - x[o] * (1.6f * K + 1.2f * p.c * p.F * chi)) * (1.f / 120.f);
  V open = logistic(14.f * (x[iota] - 0.33f)) * (1.f - x[s]) * (1.f - 0.8f * p.G);
  d[q] = (wound * open * 1.2f * (1.f - x[h]) * care * (1.f - chi * T) - 0.5f * x[q] * x[k] * (1.f - x[iota])) * (1.f / 900.f);
  d[iota] = 0.15f * (1.f - x[iota]) * S * S * (1.f / 2200.f);
  d[k] = (1.6f * (1.f - x[k]) * wound * (H + 0.3f * deny) * (1.3f - x[r]) -
          x[k] * (0.3f + 3.f * work * stage(x[z], 0.3f))) * (1.f / 250.f);
  d[z] = (1.6f * (1.f - x[z]) * work - 3.f * chi * x[z]) * (1.f / 90.f);

  V pain = x[L] + 0.7f * x[n] + 0.5f * x[h] + felt * (H + 0.4f * X + 0.4f * deny) - 0.55f * hyperbolic(x[m]) +
           0.5f * (x[o] - 0.3f);
  V hold = x[b] + 0.6f * p.c + 0.8f * p.F + 0.4f * x[v] + 0.8f * S;
  V devalued = logistic(-6.f * x[m]);
  return 0.012f * (0.15f + 1.3f * p.agency) * logistic(4.f * (pain - hold - 0.15f)) +
         devalued * (0.006f * p.G * p.F * (X + Th + B) + 0.003f * p.inflation * wound * (1.f - x[v]));
}

// state [blocks, 2, 15, W], couple [blocks, 4, W], attempts [blocks, 2, W], traits [blocks, 2, 8, W], keys [blocks, 2, W],
// channels [9, 2]: worth, shame, arousal, need, image, warmth; leave, part, return
extern "C" int lanes() { return W; }
extern "C" void run(V *states, V *couples, V *attempts, const V *traits, const U *keys, const uint32_t *channels,
                    int64_t blocks, int64_t steps, float dt) {
  const float root_dt = __builtin_sqrtf(dt);
  static const int noisy[6] = {w, s, h, n, m, v};
  static const float level[6] = {0.02f, 0.02f, 0.03f, 0.02f, 0.08f, 0.01f};
  for (int64_t i = 0; i < blocks; i++) {
    V x[2][STATES], d[2][STATES], S = couples[4 * i], T = couples[4 * i + 1];
    V code = couples[4 * i + 2], since = couples[4 * i + 3], tried[2] = {attempts[2 * i], attempts[2 * i + 1]};
    Person p[2];
    for (int j = 0; j < 2; j++) {
      for (int a = 0; a < STATES; a++) x[j][a] = states[(2 * i + j) * STATES + a];
      const V *t = traits + (2 * i + j) * TRAITS, *other = traits + (2 * i + 1 - j) * TRAITS;
      p[j].inflation = most(t[2], all(0.f)), p[j].sacrifice = most(-t[2], all(0.f)), p[j].size = size_of(t[2]);
      p[j].anxiety = t[3], p[j].avoidance = t[4], p[j].outside = t[5], p[j].glory = t[7];
      p[j].rival = 1.f - 0.5f * size_of(t[6] - other[6]);
      p[j].reliance = 0.5f + 0.4f * t[3] - 0.4f * t[4];
    }
    const U key0 = keys[2 * i], key1 = keys[2 * i + 1];
    for (int64_t step = 0; step < steps; step++) {
      V chi = code < 0.5f ? all(1.f) : code < 1.5f ? all(0.2f) : all(0.f);
      for (int j = 0; j < 2; j++) readouts(p[j], x[j], S), conduct(p[j], x[j], x[1 - j][n]);
      V rate[2];
      for (int j = 0; j < 2; j++) rate[j] = moved(p[j], p[1 - j], x[j], x[1 - j], S, T, chi, d[j]);
      V rho = root(p[0].R * p[1].R), threats = p[0].Th + p[1].Th, unrepaired = (1.f - rho) * (1.f - rho);
      V raised = p[0].H + p[1].H + 0.25f * (p[0].X + p[1].X) + 0.4f * threats + 0.15f * (p[0].B + p[1].B);
      V dT = (chi * (1.f - T) * raised - T * (0.3f + 2.5f * rho)) * (1.f / 8.f);
      V warm = 1.3f * root(p[0].care * p[1].care) * (1.f - T) * (0.6f + rho) + 3.f * T * rho;
      V lost = 0.2f + 3.f * threats + 1.2f * T * unrepaired + 0.6f * (1.f - chi);
      V dS = (chi * (1.f - S) * warm - S * lost) * (1.f / 400.f);

      // chance
      U step0 = U{} + (uint32_t)step, step1 = U{};
      mixed(step0, step1);
      U words[9][2];
      for (int c = 0; c < 9; c++) {
        words[c][0] = key0 ^ (step0 + channels[2 * c]), words[c][1] = key1 ^ (step1 + channels[2 * c + 1]);
        mixed(words[c][0], words[c][1]);
      }
      V pull[2], calm[2];
      for (int j = 0; j < 2; j++) {
        pull[j] = p[j].c * (1.f - x[j][z]) * (0.3f + 0.7f * logistic(4.f * x[j][m]));
        calm[j] = p[j].c < 0.12f ? all(1.f) : all(0.f);
      }
      V parting = 0.02f * (p[0].agency * (1.f - p[0].c) + p[1].agency * (1.f - p[1].c));
      V returning = 0.06f * (pull[0] + pull[1]) * (code > 1.5f ? all(0.3f) : all(1.f)) *
                    logistic(9.f * (pull[0] - 0.22f)) * logistic(9.f * (pull[1] - 0.22f));
      V together = code < 0.5f ? all(1.f) : all(0.f), ended = code < 2.5f ? all(0.f) : all(1.f);
      V apart = code < 0.5f ? all(0.f) : code < 1.5f ? all(1.f) : all(0.f), silent = 1.f - together - apart - ended;
      V leaves[2];
      for (int j = 0; j < 2; j++)
        leaves[j] = uniform(words[6][j]) < 1.f - expo(-dt * rate[j]) ? together : all(0.f);
      V left = 1.f - (1.f - leaves[0]) * (1.f - leaves[1]);
      V over = silent * most(calm[0] * calm[1], since < 720.f ? all(0.f) : all(1.f));
      V back = uniform(words[8][0]) < 1.f - expo(-dt * returning) ? (apart + silent) * (1.f - over) : all(0.f);
      V parted = uniform(words[7][0]) < 1.f - expo(-dt * parting) ? apart * (1.f - back) : all(0.f);
      code = (code + left + parted + over) * (1.f - back);
      since = (since + dt * (1.f - together)) * (1.f - back);

      // onwards
      for (int j = 0; j < 2; j++) {
        tried[j] += leaves[j];
        for (int a = 0; a < STATES; a++) d[j][a] = x[j][a] + dt * d[j][a];
      }
      for (int c = 0; c < 6; c++) {
        V by[2];
        normals(words[c][0], words[c][1], by[0], by[1]);
        for (int j = 0; j < 2; j++) {
          V now = x[j][noisy[c]], spread = noisy[c] == m ? all(1.f) : root(4.f * now * (1.f - now));
          d[j][noisy[c]] += level[c] * root_dt * by[j] * spread;
        }
      }
      for (int j = 0; j < 2; j++)
        for (int a = 0; a < STATES; a++) x[j][a] = a == m ? d[j][a] : unit(d[j][a]);
      S = unit(S + dt * dS), T = unit(T + dt * dT);
    }
    for (int j = 0; j < 2; j++) {
      for (int a = 0; a < STATES; a++) states[(2 * i + j) * STATES + a] = x[j][a];
      attempts[2 * i + j] = tried[j];
    }
    couples[4 * i] = S, couples[4 * i + 1] = T, couples[4 * i + 2] = code, couples[4 * i + 3] = since;
  }
}
