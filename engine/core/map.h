/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hash maps from keys to small numbers. Open addressing; iteration does not exist, so that no
 * output can depend on the order of a hash. */
#ifndef CORE_MAP_H
#define CORE_MAP_H

#include <stdint.h>

#include "core/text.h"

#define MAP_NONE UINT32_MAX /* what a key that is not there maps to */

/* Keys of text, compared byte by byte. Keys are borrowed and must outlive the map. */
struct text_map;

struct text_map *text_map_new(void); /* NULL without memory */
void text_map_free(struct text_map *map);
uint32_t text_map_find(const struct text_map *map, struct text key);
/* Adds key -> value unless the key is there; *found is the value it maps to afterwards. */
MUST_CHECK enum status text_map_add(struct text_map *map, struct text key, uint32_t value,
                                    uint32_t *found);

/* Keys of 64 bits. */
struct id_map;

struct id_map *id_map_new(void);
void id_map_free(struct id_map *map);
uint32_t id_map_find(const struct id_map *map, uint64_t key);
MUST_CHECK enum status id_map_add(struct id_map *map, uint64_t key, uint32_t value,
                                  uint32_t *found);

#endif
