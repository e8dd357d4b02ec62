// The theory's step written out by hand, as a yardstick for the compiled runner: never shipped, never run by users.
// Same equations (all mechanisms on, no interventions), same constants, same noise; single precision, and one couple
// at a time in double precision to check it. Constants k:: and the order of states and traits come from the theory.
#ifdef IN_DOUBLE
#include "doubles.h"
#else
#include "vectors.h"
#endif
#include "theory.h"

// a keyed permutation of 64 bits
HERE void mixed(U &a, U &b) {
  a = a * 0x9E3779B1u + 0x7F4A7C15u;
  b = b * 0x85EBCA77u + 0x165667B1u;
  for (int i = 0; i < 4; i++) {
    a += b * 0x9E3779B1u;
    b += a * 0x85EBCA77u;
    a ^= a >> 16;
    b ^= b >> 15;
  }
}

// smooth corners
HERE V positive(V x, Number c) { return 0.5f * (x + root(x * x + c * c)); }
HERE V above(V x, Number c) { return positive(x, c) - 0.5f * c; }
HERE V taken(V x) {
  V square = (x / k::answer_half) * (x / k::answer_half);
  return square * square / (1.f + square * square);
}
HERE V saturated(V x) { return 1.f - expo(-positive(x, k::corner_saturation)); }

enum { CODE = COUPLE_STATES, APART, COUPLE };  // after the couple's states: status code, days apart
enum { ATTEMPTS, LEAVER, HISTORY };            // of a person's status

struct Couple {
  V security, tension, familiarity, contact;
};

struct Person {
  // fixed for the run
  V inflation, sacrifice, anxiety, avoidance, outside, glory, inhibition, size, near, reliance;
  // what one is right now
  V wound, split, inflating, giving, favour, mentalization, craving, fear, agency, save, guilt, deserted, in_command;
  V healthy, vulnerable, compliant, angry, grand, detached;  // modes
  // what one does right now
  V warmth, care, demand, crowded, withdrawal, hostility, denial, appeasing, pursuit, boundary, repair, threat, control;
  V joy, display, projection, swallowed, apology;
};

HERE void readouts(Person &p, const V *x, const V *y, const Couple &both) {
  const V secured = both.security, near = both.contact, h = x[arousal], s = x[shame], n = x[unmet_need], c2 = x[image] * x[image];
  p.wound = 1.f - x[inner_worth], p.split = 1.f - x[integration];
  p.inflating = p.wound * p.inflation, p.giving = p.wound * p.sacrifice;
  V corner = root(c2 + k::corner * k::corner), high = 0.5f * (corner + x[image]), low = 0.5f * (corner - x[image]);
  p.favour = logistic(k::favour_slope * x[image]);
  p.mentalization = logistic(k::mentalization_base + k::mentalization_integration * x[integration] -
                             k::mentalization_bitter * x[bitterness] -
                             k::mentalization_stress * p.split * (s + k::stress_arousal * h));
  V active = near * (k::active_calm + (1.f - k::active_calm) * 4.f * h * h) + (1.f - near) * k::active_alone;
  V incentive = k::craving_value * x[expected_warmth] + (1.f - k::high_inflating * p.inflating) * x[first_high] +
                x[uncertainty] * (k::craving_uncertainty + k::incentive_familiar * p.anxiety * p.wound);
  V wanted = k::craving_gain * x[bond] * n * n * incentive * active;
  p.craving = wanted / (1.f + wanted);
  p.fear = p.wound * k::fear_half * (p.anxiety + p.size) * (1.f - k::fear_outside * x[outside_life]);
  p.agency = (k::agency_reality * x[reality_trust] + k::agency_worth * x[inner_worth] + k::agency_outside * x[outside_life]) *
             (1.f - k::agency_exhaustion * x[load]);
  p.save = p.giving * p.favour;
  V hurt = positive(y[arousal] - k::guilt_from, k::corner) * both.tension;
  p.guilt = p.mentalization * (1.f - p.inflating) * hyperbolic(k::guilt_gain * hurt);

  V healthy = k::ha_base + k::ha_whole * (x[inner_worth] + x[integration] - 2.f * k::ha_middle) + k::ha_security * secured - h - s;
  V vulnerable = k::vc_base + k::vc_craving * p.craving * (k::vc_floor + p.anxiety) *
                 (1.f - k::vc_inflation * p.inflation) + s * (1.f - p.inflation);
  V compliant = k::cs_base + k::cs_giving * p.giving * (k::cs_floor + k::cling * (h + p.craving));
  V angry = k::ac_base + k::ac_bitter * x[bitterness] +
            k::ac_shame * s * (1.f - p.mentalization) * (k::ac_answer + p.inflation) * (k::ac_image + low);
  V grand = k::sa_base + k::sa_inflating * p.inflating * (k::sa_floor + n + k::sa_image * high +
                 k::sa_worth * above(x[felt_worth] - k::sa_worth_from, k::corner) + k::sa_arousal * h * high);
  V detached = k::ds_base + k::ds_avoidance * p.avoidance * (1.f - k::ds_secured * secured) * (k::ds_floor + h) +
               k::ds_inflating * p.inflating * low;
  const Number sharp = k::mode_sharpness;
  p.healthy = expo(sharp * healthy), p.vulnerable = expo(sharp * vulnerable), p.compliant = expo(sharp * compliant);
  p.angry = expo(sharp * angry), p.grand = expo(sharp * grand), p.detached = expo(sharp * detached);
  V share = 1.f / (p.healthy + p.vulnerable + p.compliant + p.angry + p.grand + p.detached);
  p.healthy *= share, p.vulnerable *= share, p.compliant *= share, p.angry *= share, p.grand *= share, p.detached *= share;
}

HERE void conduct(Person &p, const V *x, V need_of_other) {
  const V h = x[arousal], s = x[shame], n = x[unmet_need];
  V said = 1.f - k::unsaid * x[false_self], cold = p.angry + p.detached;
  V voice = (k::voice_ha * p.healthy + k::voice_covert * p.compliant + p.vulnerable) * said;
  V hope = logistic(k::voice_slope * (x[expected_warmth] - k::voice_hope));
  p.demand = k::demand_gain * k::demand_bond * x[bond] / (x[bond] + k::demand_half_bond) * n * voice * hope +
             k::demand_sa * p.grand * p.inflating;
  p.hostility = (k::hostile_ac * p.angry + k::hostile_ds * p.detached * p.inflating) * (1.f - k::covert_anger * p.inhibition);
  p.denial = p.inflating * (p.angry + k::deny_sa * p.grand) * (k::deny_base + s);
  p.appeasing = p.compliant * (k::appease_base + (1.f - k::appease_base) * h);
  p.boundary = k::boundary_ha * p.healthy * x[reality_trust] * n * said;
  p.repair = p.healthy * (k::repair_ha * p.mentalization + k::repair_guilt * p.guilt);
  p.threat = k::threat_ac * p.angry + k::threat_ds * p.detached + k::threat_vc * p.vulnerable * p.anxiety;
  p.control = p.inflating * (k::control_hunger * p.inflation * (n + h) + k::control_entitled * x[entitlement]);
  p.joy = k::joy_ha * p.healthy * x[outside_life] * x[inner_worth] * (1.f - h);
  p.display = p.grand;
  p.projection = p.inflating * (k::project_hostility * p.hostility + k::project_denial * p.denial) * s;
  p.swallowed = p.giving * p.compliant * hyperbolic(k::swallow_gain * n * h);
  p.apology = p.inflating * hyperbolic(k::apology_hunger * n * n) * hyperbolic(k::apology_worth * x[expected_warmth]);
  V free = p.healthy * (k::warm_ha + k::warm_contingent * p.mentalization * (need_of_other - k::warm_need_from));
  p.warmth = ((free + k::warm_vc * p.vulnerable + k::warm_sa * p.grand) * (k::warm_floor + k::warm_favour * p.favour) +
              k::warm_cs * p.compliant) * (1.f - k::warm_exhaustion * x[load]) +
             p.apology * (k::warm_apology_cold * cold + k::warm_apology * p.grand);
  p.care = p.warmth * (k::care_unmentalized + (1.f - k::care_unmentalized) * p.mentalization);
  p.pursuit = (k::pursue_vc * p.vulnerable + k::pursue_sa * p.grand + k::pursue_cs * p.compliant) *
              p.craving + p.apology * (k::pursue_apology * cold + k::pursue_charm * (1.f - p.craving) * p.grand);
}

// what closeness drives away comes after what both do
HERE void withdraws(Person &p, const Person &t, V contact) {
  V closeness = contact * t.warmth * (1.f - contact * t.display);
  p.crowded = p.wound * p.split * p.avoidance * (1.f - p.healthy) * positive(closeness - k::comfortable_warmth, k::corner);
  p.withdrawal = k::withdraw_ds * p.detached + p.angry * (k::withdraw_ac + k::covert_anger * p.inhibition) +
                 k::withdraw_engulfed * p.crowded;
}

HERE V stage(V z, Number at) {
  V away = (z - at) * (1.f / k::grief_width);
  return expo(-(away * away));
}

// drifts of one person, towards whom the other behaves as `t`; returns the rate of leaving
HERE V moved(const Person &p, const Person &t, const V *x, const V *y, const Couple &both, V *d) {
  const V secured = both.security, tense = both.tension, near = both.contact;
  const V w = x[felt_worth], s = x[shame], h = x[arousal], n = x[unmet_need], m = x[image], v = x[expected_warmth];
  const V u = x[uncertainty], b = x[bond], L = x[load], r = x[reality_trust], o = x[outside_life], q = x[inner_worth];
  const V iota = x[integration], crit = x[critic], z = x[grief], luck = x[fortune];
  V warmth = near * t.warmth, care = near * t.care, demand = near * t.demand, withdrawal = near * t.withdrawal;
  V hostility = near * t.hostility, denial = near * t.denial, appeasing = near * t.appeasing, pursuit = near * t.pursuit;
  V boundary = near * t.boundary, threat = near * t.threat, joy = near * t.joy;
  V doubt = 1.f - r, insecure = 1.f - p.inflating, unguarded = 1.f - k::arousal_secured * secured;
  V rivalry = p.near * t.inflating, unrivalled = 1.f - rivalry, admired = near * t.inflating * t.display;

  V worthy = k::supply_worthless + (1.f - k::supply_worthless) * p.favour;
  V given = k::supply_warmth * warmth + k::supply_appeasing * appeasing + k::supply_pursuit * pursuit +
            p.inhibition * k::pity_appeasing * appeasing;
  V received = given * worthy *
               (1.f + k::witness_gain * (y[bond] - k::witness_bond));
  V basking = (near * t.glory + admired) * unrivalled * unrivalled;
  V supply = received + k::supply_glory * hyperbolic(positive(luck - k::fortune_ordinary, k::corner_fortune));

  V learned = k::discount_gain * p.giving * (k::discount_base + (1.f - k::discount_base) * b) * (1.f - k::discount_alarm * h);
  V disc = learned / (1.f + k::discount_bend * learned), felt = 1.f - disc;
  V gap = above(k::gap_base + k::gap_inflation * p.inflation - w, k::corner) * p.inflation;
  V fragile = (k::fragility_base + k::fragility_gap * gap) * p.wound * (1.f - k::fragility_secured * secured);
  V attacked = k::injury_hostility * hostility + k::injury_withdrawal * withdrawal * (k::injury_anxiety + p.anxiety);
  V limit = k::injury_boundary * boundary, asked = k::demand_injury * demand;
  V sudden = positive(threat - tense - k::sudden_from, k::sudden_corner);
  V slight = limit + asked + k::injury_threat * threat + k::injury_entitled * x[entitlement] * (limit + asked) +
             k::envy_joy * joy + k::injury_sudden * p.split * sudden;
  V defeat = k::injury_defeat * hyperbolic(positive(-luck - k::fortune_ordinary, k::corner_fortune));
  V injury = fragile * (felt * attacked + p.inflation * slight + defeat);

  V alarm = (k::alarm_hostility * hostility * (1.f - k::alarm_discount * disc) + k::alarm_limit * boundary +
             k::alarm_distance * (withdrawal + threat) * (k::alarm_anxiety + p.anxiety) * (1.f - k::alarm_secured * secured) +
             k::alarm_fear * p.inflating * (withdrawal + threat)) *
            (1.f - k::alarm_calmed * p.healthy);
  V unborne = p.giving * p.split * p.split * p.boundary;
  V calmed = k::arousal_care * care * (k::arousal_care_floor + secured) + k::arousal_base_calm * b * p.wound * warmth;
  V target = saturated(k::arousal_base + alarm + k::arousal_avoidance * p.avoidance * unguarded * (pursuit + demand) +
                       k::arousal_craving * p.craving * (1.f - warmth) + k::arousal_shame * s +
                       k::arousal_tension * near * tense + k::arousal_load * L +
                       k::arousal_caught * p.anxiety * (1.f - (1.f - k::catch_floor) * r) * near * y[arousal] +
                       k::arousal_uncertainty * u * p.wound - h * calmed);
  V relief = positive(h - target, k::relief_corner);
  V good = insecure * ((1.f - k::reward_unreceived * p.giving) * warmth + k::reward_needed * p.giving * admired +
                       k::reward_joy * p.mentalization * joy) +
           k::reward_supply * p.inflating * supply + k::reward_relief * b * relief * (k::reward_relief_floor + warmth);
  V bad = felt * (k::reward_hostility * hostility + k::reward_withdrawal * withdrawal) + k::reward_boundary * boundary;
  V reward = saturated(k::reward_gain * above((good - bad) * (1.f - k::tolerance_load * L), k::corner));
  V surprise = reward - v, striking = surprise + k::surprise_novelty * (1.f - both.familiarity) * reward;
  V outside = (k::nourish_partner * (1.f - p.reliance) * k::nourish_outside * (k::nourish_outside_base + (1.f - k::nourish_outside_base) * q) +
               k::nourish_life) * o * (1.f - k::grey_load * L);
  V nourished = k::nourish_partner * p.reliance * (insecure * care + k::nourish_supply * p.inflating * supply) + outside +
                k::nourish_ha * p.healthy;
  V shamed = saturated(
      k::shame_critic * crit + k::shame_blame * doubt * p.giving * hostility + k::shame_left * p.inflating * p.deserted +
      p.inflation * (k::shame_swallowed * near * t.swallowed - k::shame_placated * appeasing) + k::shame_gap * gap * p.wound +
      k::shame_guilt * near * p.guilt + k::shame_no * unborne +
      k::shame_audience * p.inflating * hyperbolic(received) * (1.f - y[inner_worth]) + k::shame_injury * injury);
  V gift = near * p.warmth;  // nobody is given to who is not there
  V drain = above(gift - care, k::corner) * (1.f - k::given_freely * p.healthy), owed = p.compliant * gift;
  V away = 1.f - near, away2 = away * away;
  V work = away2 * away2 * logistic(k::window_slope * (k::window_edge - h)) * k::grief_base * (1.f - k::grief_save * p.save);
  V kept = 1.f + k::persistence_uncertainty * u;
  V low = hyperbolic(m);

  d[felt_worth] = ((1.f - w) * (k::worth_care * care * (1.f - p.inflation) + k::worth_basking * basking +
                                k::worth_author * p.inflating * p.in_command +
                                (k::worth_supply * supply + k::worth_glory * p.glory) * p.inflation) -
                   (k::leak + k::leak_wound * p.wound) * (w - q) -
                   w * (k::worth_shame * s + k::worth_left * p.inflating * p.deserted)) * (1.f / k::tau_felt_worth);
  d[shame] = (shamed - s - near * p.projection +
              k::introject_gain * near * t.projection * (1.f - (1.f - k::introject_floor) * r) *
                  (k::introject_base + p.sacrifice) * (1.f - s)) * (1.f / k::tau_shame);
  d[arousal] = (target - h) * (1.f / k::tau_arousal);
  d[unmet_need] = ((1.f - n) * (k::need_growth + k::need_giving * p.giving * gift + k::need_surrender * owed) -
                   k::need_satiation * nourished * n) * (1.f / k::tau_unmet_need);
  d[image] = (k::split_strength * (1.f - iota * (1.f / k::split_integration)) * m - m * m * m +
              k::image_surprise * (above(striking, k::corner) - felt * above(-striking, k::corner)) +
              k::image_warmth * iota * warmth + k::image_security * secured +
              k::image_comparison * (v - k::comparison_base - k::comparison_entitled * p.inflating -
                                     k::comparison_market * (k::culture - k::culture_middle)) -
              k::image_contempt * p.inflating * (1.f - n) * (appeasing + warmth) - k::image_engulfed * p.crowded -
              k::image_injury * injury + k::image_need * p.wound * p.craving * (1.f - low)) * (1.f / k::tau_image);
  d[expected_warmth] = (k::learn_base + k::learn_uncertainty * u) * (k::learn_apart + (1.f - k::learn_apart) * near) *
                       (1.f - k::trust_bitter * x[bitterness]) * surprise * (1.f / k::tau_expected_warmth);
  V size = root(surprise * surprise + k::corner_surprise * k::corner_surprise) - k::corner_surprise;
  d[uncertainty] = (near * hyperbolic(k::surprise_gain * size) - u) * (1.f / k::tau_uncertainty);
  d[bond] = ((1.f - b) * (k::bond_reward * reward * kept + k::bond_relief * relief) -
             b * (k::bond_fading * (k::bond_fading_apart + (1.f - k::bond_fading_apart) * near) / kept +
                  k::sorrow_frees * work * stage(z, k::stage_sorrow))) * (1.f / k::tau_bond);
  d[load] = ((1.f - L) * (k::load_arousal * h * h + k::load_giving * drain + k::load_surrender * owed) -
             L * (k::load_rest + k::load_care * care + k::load_outside * o + k::load_ha * p.healthy)) * (1.f / k::tau_load);
  d[reality_trust] = (doubt * (k::trust_base + k::trust_ha * p.healthy + work * stage(z, k::stage_acceptance)) -
                      r * k::doubt_gain * denial * (k::doubt_base + (1.f - k::doubt_base) * b)) *
                     (1.f / k::tau_reality_trust);
  d[outside_life] = (p.outside - o * (1.f + k::isolate_control * near * t.control +
                                      k::isolate_preoccupied * p.craving * p.fear * near)) * (1.f / k::tau_outside_life);
  V open = (1.f - s) * logistic(k::open_slope * (iota - k::open_middle)) * (1.f - k::open_inflating * p.inflating);
  d[inner_worth] = (p.wound * open * k::worth_cared * care * (1.f - h) * (1.f - near * tense) -
                    k::worth_critic * q * crit * p.split) * (1.f / k::tau_inner_worth);
  d[integration] = k::integration_security * p.split * secured * secured * (1.f / k::tau_integration);
  d[critic] = (k::critic_gain * (1.f - crit) * p.wound * (hostility + k::critic_denial * denial) * (k::critic_trust - r) -
               crit * (k::critic_fading + k::rage_frees * work * stage(z, k::stage_rage))) * (1.f / k::tau_critic);
  d[grief] = (k::grief_gain * (1.f - z) * work - k::grief_undone * near * z) * (1.f / k::tau_grief);
  d[fortune] = luck * (-1.f / k::tau_fortune);
  V high = reward * (1.f - k::high_familiar * both.familiarity) - x[first_high];
  d[first_high] = (positive(high, k::corner_surprise) - k::high_forgetting * x[first_high]) * (1.f / k::tau_first_high);
  d[false_self] = ((1.f - x[false_self]) * k::false_learning * u * alarm - x[false_self]) * (1.f / k::tau_false_self);
  V mourned = logistic(k::mourned_slope * (z - k::mourned_middle));
  d[bitterness] = ((1.f - x[bitterness]) * k::harden_load * L * hostility -
                   x[bitterness] * (k::soften_care * care + k::soften_grief * work * mourned)) *
                  (1.f / k::tau_bitterness);
  d[entitlement] = (hyperbolic(k::entitle_gain * appeasing) - x[entitlement]) * (1.f / k::tau_entitlement);

  V treated = hostility + k::pain_withdrawal * withdrawal + k::pain_denial * denial;
  V pain = k::pain_load * L + k::pain_need * n + k::pain_arousal * h + felt * treated - k::pain_image * low +
           k::pain_outside * (o - k::pain_outside_from);
  V hold = b + k::hold_craving * p.craving + k::hold_fear * p.fear + k::hold_value * v + k::hold_security * secured;
  V discarded = logistic(-k::discard_slope * m), devalued = logistic(-k::devalued_slope * m);
  return k::leave_base * p.agency *
             logistic(k::leave_steepness * (pain - hold - k::leave_threshold)) +
         k::leave_discard * k::culture * p.inflation * p.wound * discarded * (1.f - v) +
         k::leave_preempt * p.inflating * p.fear * (withdrawal + threat + boundary) * devalued;
}

// state [blocks, 2, STATES, W], couple [blocks, COUPLE, W], history [blocks, 2, HISTORY, W], traits [blocks, 2, TRAITS, W],
// keys [blocks, 2, W], channels [NOISY + 3, 2]: those of the noisy states; leave, part, return
extern "C" int lanes() { return W; }
extern "C" void run(V *states, V *couples, V *history, const V *traits, const U *keys, const uint32_t *channels,
                    int64_t blocks, int64_t steps, Number dt) {
  const Number root_dt = __builtin_sqrt(dt);
  const unsigned setting = _mm_getcsr();
  _mm_setcsr(setting | 0x8040);  // what is below 1e-38 is 0, as in the compiled runner
  for (int64_t i = 0; i < blocks; i++) {
    V x[2][STATES], d[2][STATES], since = couples[COUPLE * i + APART], code = couples[COUPLE * i + CODE];
    V tried[2], leaver[2];
    Couple both{couples[COUPLE * i + security], couples[COUPLE * i + tension], couples[COUPLE * i + familiarity], all(0.f)};
    Person p[2];
    for (int j = 0; j < 2; j++) {
      for (int a = 0; a < STATES; a++) x[j][a] = states[(2 * i + j) * STATES + a];
      tried[j] = history[(2 * i + j) * HISTORY + ATTEMPTS], leaver[j] = history[(2 * i + j) * HISTORY + LEAVER];
      const V *t = traits + (2 * i + j) * TRAITS, *other = traits + (2 * i + 1 - j) * TRAITS;
      p[j].inflation = taken(most(t[answer], all(0.f))), p[j].sacrifice = taken(most(-t[answer], all(0.f))), p[j].size = size_of(t[answer]);
      p[j].anxiety = t[anxiety], p[j].avoidance = t[avoidance], p[j].outside = t[outside_life_0], p[j].glory = t[glory];
      p[j].inhibition = t[inhibition], p[j].near = 1.f - k::rivalry_distance * size_of(t[domain] - other[domain]);
      p[j].reliance = k::reliance_base + k::reliance_anxiety * t[anxiety] - k::reliance_avoidance * t[avoidance];
    }
    const U key0 = keys[2 * i], key1 = keys[2 * i + 1];
    for (int64_t step = 0; step < steps; step++) {
      both.contact = code < 0.5f ? all(1.f) : code < 1.5f ? all(k::contact_apart) : all(0.f);
      V fading = code < 0.5f ? all(0.f) : expo(since * (-1.f / k::left_fading));
      for (int j = 0; j < 2; j++) {
        readouts(p[j], x[j], x[1 - j], both), conduct(p[j], x[j], x[1 - j][unmet_need]);
        p[j].in_command = fading * leaver[j], p[j].deserted = fading * leaver[1 - j] * (1.f - leaver[j]);
      }
      for (int j = 0; j < 2; j++) withdraws(p[j], p[1 - j], both.contact);
      V rate[2];
      for (int j = 0; j < 2; j++) rate[j] = moved(p[j], p[1 - j], x[j], x[1 - j], both, d[j]);
      const V S = both.security, T = both.tension, Y = both.familiarity, near = both.contact, far = 1.f - near;
      V rho = root(p[0].repair * p[1].repair), threats = p[0].threat + p[1].threat, unrepaired = (1.f - rho) * (1.f - rho);
      V raised = p[0].hostility + p[1].hostility + k::tension_withdrawal * (p[0].withdrawal + p[1].withdrawal) +
                 k::tension_threat * threats + k::tension_boundary * (p[0].boundary + p[1].boundary);
      V dT = (near * (1.f - T) * raised - T * (k::tension_easing + k::tension_repair * rho)) * (1.f / k::tau_tension);
      V warm = k::security_care * root(p[0].care * p[1].care) * (1.f - T) * (k::security_repair + rho) +
               k::security_rupture * T * rho;
      V lost = k::security_fading + k::security_threat * threats + k::security_unrepaired * T * unrepaired;
      V dS = (near * (1.f - S) * warm - S * lost) * (1.f / k::tau_security);
      V dY = (near * (1.f - Y) - k::familiarity_lost * far * Y) * (1.f / k::tau_familiarity);

      // chance
      U step0 = U{} + (uint32_t)step, step1 = U{};
      mixed(step0, step1);
      U words[NOISY + 3][2];
      for (int c = 0; c < NOISY + 3; c++) {
        words[c][0] = key0 ^ (step0 + channels[2 * c]), words[c][1] = key1 ^ (step1 + channels[2 * c + 1]);
        mixed(words[c][0], words[c][1]);
      }
      const auto &leave = words[NOISY], &part = words[NOISY + 1], &come = words[NOISY + 2];
      V pull[2], calm[2], will[2];
      for (int j = 0; j < 2; j++) {
        pull[j] = p[j].craving * (1.f - x[j][grief]) * (k::pull_floor + k::pull_image * logistic(k::pull_slope * x[j][image])) *
                  (1.f + k::pull_save * p[j].save);
        will[j] = logistic(k::return_slope * (pull[j] - k::return_from));
        calm[j] = p[j].craving < k::over_craving ? all(1.f) : all(0.f);
      }
      V parting = k::part_base * (p[0].agency * (1.f - p[0].craving) + p[1].agency * (1.f - p[1].craving));
      V returning = k::return_base * (pull[0] + pull[1]) *
                    (code > 1.5f ? all(k::return_silent) : all(1.f)) * will[0] * will[1];
      V together = code < 0.5f ? all(1.f) : all(0.f), ended = code < 2.5f ? all(0.f) : all(1.f);
      V apart = code < 0.5f ? all(0.f) : code < 1.5f ? all(1.f) : all(0.f), silent = 1.f - together - apart - ended;
      V leaves[2];
      for (int j = 0; j < 2; j++) leaves[j] = uniform(leave[j]) < 1.f - expo(-dt * rate[j]) ? together : all(0.f);
      V left = 1.f - (1.f - leaves[0]) * (1.f - leaves[1]);
      V over = silent * most(calm[0] * calm[1], since < k::over_days ? all(0.f) : all(1.f));
      V back = uniform(come[0]) < 1.f - expo(-dt * returning) ? (apart + silent) * (1.f - over) : all(0.f);
      V parted = uniform(part[0]) < 1.f - expo(-dt * parting) ? apart * (1.f - back) : all(0.f);
      code = (code + left + parted + over) * (1.f - back);
      since = (since + dt * (1.f - together)) * (1.f - back);

      // onwards
      for (int j = 0; j < 2; j++) {
        tried[j] += leaves[j], leaver[j] = leaves[j] + (1.f - left) * leaver[j];
        for (int a = 0; a < STATES; a++) d[j][a] = x[j][a] + dt * d[j][a];
      }
      for (int c = 0; c < NOISY; c++) {
        V by[2];
        normals(words[c][0], words[c][1], by[0], by[1]);
        for (int j = 0; j < 2; j++) {
          V now = x[j][noisy[c]], spread = bounded[noisy[c]] ? root(k::noise_spread * now * (1.f - now)) : all(1.f);
          d[j][noisy[c]] += level[c] * root_dt * by[j] * spread;
        }
      }
      for (int j = 0; j < 2; j++)
        for (int a = 0; a < STATES; a++) x[j][a] = bounded[a] ? unit(d[j][a]) : d[j][a];
      both.security = unit(S + dt * dS), both.tension = unit(T + dt * dT), both.familiarity = unit(Y + dt * dY);
    }
    for (int j = 0; j < 2; j++) {
      for (int a = 0; a < STATES; a++) states[(2 * i + j) * STATES + a] = x[j][a];
      history[(2 * i + j) * HISTORY + ATTEMPTS] = tried[j], history[(2 * i + j) * HISTORY + LEAVER] = leaver[j];
    }
    V *end = couples + COUPLE * i;
    end[security] = both.security, end[tension] = both.tension, end[familiarity] = both.familiarity;
    end[CODE] = code, end[APART] = since;
  }
  _mm_setcsr(setting);
}
