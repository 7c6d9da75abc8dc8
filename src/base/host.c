/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t system_now(void *context) {
  (void)context;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int system_zone(void *context, int64_t seconds) {
  (void)context;
  time_t moment = (time_t)seconds;
  struct tm local;
  return localtime_r(&moment, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}

static void system_random(void *context, void *bytes, size_t len) {
  (void)context;
  randombytes_buf(bytes, len);
}

static const char *system_env(void *context, const char *name) {
  (void)context;
  return getenv(name);
}

struct host *host_system_new(void) {
  if (sodium_init() < 0) abort(); /* no source of randomness: ids could collide */
  tzset();
  struct host *host = mem_alloc(sizeof *host);
  *host = (struct host){.now = system_now, .zone = system_zone, .random = system_random, .env = system_env};
  return host;
}

struct fixed_host {
  struct host host; /* first, so that host_free frees all */
  int64_t next_ms;
  uint64_t random_state;
};

static int64_t fixed_now(void *context) {
  struct fixed_host *fixed = context;
  int64_t now = fixed->next_ms;
  fixed->next_ms += 1000;
  return now;
}

static int fixed_zone(void *context, int64_t seconds) {
  (void)context, (void)seconds;
  return 0;
}

static uint64_t splitmix64(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static void fixed_random(void *context, void *bytes, size_t len) {
  struct fixed_host *fixed = context;
  unsigned char *out = bytes;
  uint64_t word = 0;
  for (size_t i = 0; i < len; i++, word >>= 8) {
    if (i % 8 == 0) word = splitmix64(&fixed->random_state);
    out[i] = (unsigned char)word;
  }
}

static const char *fixed_env(void *context, const char *name) {
  (void)context, (void)name;
  return NULL;
}

struct host *host_fixed_new(int64_t start_ms, uint64_t seed) {
  struct fixed_host *fixed = mem_alloc(sizeof *fixed);
  fixed->host = (struct host){.now = fixed_now, .zone = fixed_zone, .random = fixed_random, .env = fixed_env, .context = fixed};
  fixed->next_ms = start_ms;
  fixed->random_state = seed;
  return &fixed->host;
}

void host_free(struct host *host) {
  free(host);
}

day_t host_today(const struct host *host) {
  int64_t now = host->now(host->context);
  int64_t seconds = now / 1000 - (now % 1000 < 0);
  int64_t local = seconds + (int64_t)host->zone(host->context, seconds) * 60;
  return (day_t)(local / 86400 - (local % 86400 < 0));
}
