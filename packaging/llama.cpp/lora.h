#pragma once

// A low-rank adapter as a part of the product that it changes: llama.cpp adds mul_mat(A), mul_mat(B), scale and add, and
// behind each all threads wait for each other. For a few tokens that takes longer than the numbers themselves. Here the
// threads compute A x before the product, which they wait within anyway, and each adds B (A x) to the rows that it made.

#define GGML_COMMON_DECL_C
#include "ggml-common.h"
#include "ggml-cpu-impl.h"
#include "ggml-impl.h"
#include "simd-mappings.h"
#include "vec.h"

#if defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 12)

#define GGML_LORA_MAX_TOKENS 8
#define GGML_LORA_MAX_RANK   256
#define GGML_LORA_ROWS       16     // of a result, that are changed at a time
#define GGML_LORA_BLOCK      1024   // numbers of x that are at hand in half precision

// How many nodes before its turn a node is fetched, what it multiplies by, and the numbers of A: the weights of a model
// push all of them out of the cache for each token.
#define GGML_LORA_NODE_AHEAD    12
#define GGML_LORA_HEADER_AHEAD  6
#define GGML_LORA_NUMBERS_AHEAD 3

// What a product adds to its rows.
struct ggml_lora {
    const struct ggml_tensor * b;
    const float * u;  // scale * A x of each token, complete once the threads have waited for each other
    bool in_product;  // rather than after it; the same for all threads
};

// GCC 12 drops calls of functions that do nothing but this.
#define GGML_LORA_INLINE static inline __attribute__((always_inline))

GGML_LORA_INLINE void ggml_lora_prefetch(const void * data, size_t size) {
    for (size_t i = 0; i < size; i += 64) {
        __builtin_prefetch((const char *) data + i, 0, 2);
    }
}

static bool ggml_lora_is_matrix(const struct ggml_tensor * t) {
    return t->extra == NULL && ggml_is_matrix(t) && ggml_is_contiguous(t);
}

// Whether the five nodes from n on are W x, A x, B (A x), that times a scale, and y = W x + scale * B (A x), for a few
// tokens; nothing else needs what lies between; and y is written over W x: x shares no memory with it then.
static bool ggml_lora_can_fuse(const struct ggml_cgraph * cgraph, int n) {
    if (n + 5 > cgraph->n_nodes) {
        return false;
    }
    struct ggml_tensor ** node = cgraph->nodes + n;
    const struct ggml_tensor * x = node[0]->src[1];
    const struct ggml_tensor * y = node[4];
    if (node[1]->op != GGML_OP_MUL_MAT || node[1]->src[1] != x ||
        node[2]->op != GGML_OP_MUL_MAT || node[2]->src[1] != node[1] ||
        node[3]->op != GGML_OP_SCALE   || node[3]->src[0] != node[2] ||
        y->op       != GGML_OP_ADD     || y->src[0] != node[0] || y->src[1] != node[3] ||
        node[1]->ne[1] > GGML_LORA_MAX_TOKENS || node[1]->ne[0] > GGML_LORA_MAX_RANK) {
        return false;
    }
    for (int i = 1; i < 4; i++) {
        if ((node[i]->flags & GGML_TENSOR_FLAG_COMPUTE) == 0 || !ggml_node_has_n_uses(cgraph, n + i, 1)) {
            return false;
        }
    }
    const struct ggml_tensor * a = node[1]->src[0];
    const struct ggml_tensor * b = node[2]->src[0];
    return (a->type == GGML_TYPE_F32 || a->type == GGML_TYPE_F16 || a->type == GGML_TYPE_Q8_0) && ggml_lora_is_matrix(a) &&
        (b->type == GGML_TYPE_F32 || b->type == GGML_TYPE_F16) && ggml_lora_is_matrix(b) &&
        x->type == GGML_TYPE_F32 && x->nb[0] == sizeof(float) && ggml_is_matrix(x) &&
        y->type == GGML_TYPE_F32 && y->nb[0] == sizeof(float) && (y->flags & GGML_TENSOR_FLAG_COMPUTE) != 0 &&
        y->data == node[0]->data && ggml_are_same_shape(y, node[0]) && ggml_are_same_stride(y, node[0]) &&
        ggml_get_op_params_i32(node[1], 1) == 0 && ggml_get_op_params_i32(node[2], 1) == 0 &&  // no hints
        ggml_get_op_params_f32(node[3], 1) == 0.0f;                                            // no bias
}

// The rows of A that are this thread's, in fours.
GGML_LORA_INLINE void ggml_lora_share(const struct ggml_compute_params * params, int64_t rank, int64_t * start, int64_t * end) {
    const int64_t fours = (rank + 3)/4;
    *start = MIN(fours*params->ith/params->nth*4, rank);
    *end   = MIN(fours*(params->ith + 1)/params->nth*4, rank);
}

// To be called for each node of a graph in its order.
GGML_LORA_INLINE void ggml_lora_look_ahead(const struct ggml_compute_params * params, const struct ggml_cgraph * cgraph, int n) {
    if (n + GGML_LORA_NODE_AHEAD >= cgraph->n_nodes) {
        return;
    }
    ggml_lora_prefetch(cgraph->nodes[n + GGML_LORA_NODE_AHEAD], sizeof(struct ggml_tensor));

    const struct ggml_tensor * t = cgraph->nodes[n + GGML_LORA_HEADER_AHEAD];
    if (t->op == GGML_OP_MUL_MAT) {
        ggml_lora_prefetch(t->src[0], sizeof(struct ggml_tensor));
    }
    const size_t slot = ggml_hash(t) % cgraph->visited_hash_set.size;  // where its uses are counted
    __builtin_prefetch(cgraph->visited_hash_set.keys + slot, 0, 2);
    __builtin_prefetch(cgraph->use_counts + slot, 0, 2);

    struct ggml_tensor ** node = cgraph->nodes + n + GGML_LORA_NUMBERS_AHEAD;
    if (node[0]->op == GGML_OP_MUL_MAT && node[1]->op == GGML_OP_MUL_MAT && node[1]->src[1] == node[0]->src[1] &&
        node[2]->op == GGML_OP_MUL_MAT && node[2]->src[1] == node[1]) {
        const struct ggml_tensor * a = node[1]->src[0];
        int64_t start, end;
        ggml_lora_share(params, a->ne[1], &start, &end);
        ggml_lora_prefetch((const char *) a->data + start*a->nb[1], (end - start)*a->nb[1]);
    }
}

// To be called before the product computes these rows: what is added to them comes meanwhile.
GGML_LORA_INLINE void ggml_lora_prefetch_rows(const struct ggml_lora * lora, int64_t start, int64_t end) {
    ggml_lora_prefetch((const char *) lora->b->data + start*lora->b->nb[1], (end - start)*lora->b->nb[1]);
}

#if defined(__AVX512F__) || (defined(__AVX2__) && defined(__F16C__) && defined(__FMA__))
#define GGML_LORA_SIMD

static inline float ggml_lora_sum(GGML_F32_VEC v) {
#if defined(__AVX512F__)
    return _mm512_reduce_add_ps(v);
#else
    const __m128 half = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    const __m128 pair = _mm_add_ps(half, _mm_movehl_ps(half, half));
    return _mm_cvtss_f32(_mm_add_ss(pair, _mm_movehdup_ps(pair)));
#endif
}

static inline GGML_F32_VEC ggml_lora_load_bytes(const int8_t * p) {
#if defined(__AVX512F__)
    return _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *) p)));
#else
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *) p)));
#endif
}

// Four rows of A at a time: each part of x is loaded once for them, and never rounded to half precision.
static void ggml_lora_down_4(const ggml_fp16_t * a, int64_t width, const float * x, float * u) {
    GGML_F32_VEC s0 = GGML_F32_VEC_ZERO, s1 = GGML_F32_VEC_ZERO, s2 = GGML_F32_VEC_ZERO, s3 = GGML_F32_VEC_ZERO;
    const int64_t whole = width - width % GGML_F32_EPR;
    for (int64_t k = 0; k < whole; k += GGML_F32_EPR) {
        const GGML_F32_VEC v = GGML_F32_VEC_LOAD(x + k);
        s0 = GGML_F32_VEC_FMA(s0, v, GGML_F16_VEC_LOAD(a + k, 0));
        s1 = GGML_F32_VEC_FMA(s1, v, GGML_F16_VEC_LOAD(a + k + width, 0));
        s2 = GGML_F32_VEC_FMA(s2, v, GGML_F16_VEC_LOAD(a + k + width*2, 0));
        s3 = GGML_F32_VEC_FMA(s3, v, GGML_F16_VEC_LOAD(a + k + width*3, 0));
    }
    u[0] = ggml_lora_sum(s0);
    u[1] = ggml_lora_sum(s1);
    u[2] = ggml_lora_sum(s2);
    u[3] = ggml_lora_sum(s3);
    for (int64_t k = whole; k < width; k++) {
        for (int j = 0; j < 4; j++) {
            u[j] += x[k]*GGML_CPU_FP16_TO_FP32(a[k + width*j]);
        }
    }
}

// The same for rows of blocks of 32 numbers with a scale.
static void ggml_lora_down_4_q8(const block_q8_0 * a, int64_t blocks, const float * x, float * u) {
    GGML_F32_VEC s[4] = { GGML_F32_VEC_ZERO, GGML_F32_VEC_ZERO, GGML_F32_VEC_ZERO, GGML_F32_VEC_ZERO };
    for (int64_t k = 0; k < blocks; k++) {
        for (int j = 0; j < 4; j++) {
            const block_q8_0 * block = a + j*blocks + k;
            GGML_F32_VEC sum = GGML_F32_VEC_ZERO;
            for (int i = 0; i < QK8_0; i += GGML_F32_EPR) {
                sum = GGML_F32_VEC_FMA(sum, ggml_lora_load_bytes(block->qs + i), GGML_F32_VEC_LOAD(x + k*QK8_0 + i));
            }
            s[j] = GGML_F32_VEC_FMA(s[j], sum, GGML_F32_VEC_SET1(GGML_CPU_COMPUTE_FP16_TO_FP32(block->d)));
        }
    }
    for (int j = 0; j < 4; j++) {
        u[j] = ggml_lora_sum(s[j]);
    }
}

static inline __m256 ggml_lora_load_8(const void * b, int64_t i, bool half) {
    return half ? _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *) ((const ggml_fp16_t *) b + i)))
                : _mm256_loadu_ps((const float *) b + i);
}

// y[i] += B[i] u for four rows of B, whose length is a multiple of eight.
static inline void ggml_lora_up_4(float * y, const void * b, bool half, const float * u, int64_t rank) {
    __m256 s0 = _mm256_setzero_ps(), s1 = s0, s2 = s0, s3 = s0;
    for (int64_t j = 0; j < rank; j += 8) {
        const __m256 v = _mm256_loadu_ps(u + j);
        s0 = _mm256_fmadd_ps(v, ggml_lora_load_8(b, j,          half), s0);
        s1 = _mm256_fmadd_ps(v, ggml_lora_load_8(b, j + rank,   half), s1);
        s2 = _mm256_fmadd_ps(v, ggml_lora_load_8(b, j + rank*2, half), s2);
        s3 = _mm256_fmadd_ps(v, ggml_lora_load_8(b, j + rank*3, half), s3);
    }
    const __m256 s = _mm256_hadd_ps(_mm256_hadd_ps(s0, s1), _mm256_hadd_ps(s2, s3));
    const __m128 sums = _mm_add_ps(_mm256_castps256_ps128(s), _mm256_extractf128_ps(s, 1));
    _mm_storeu_ps(y, _mm_add_ps(_mm_loadu_ps(y), sums));
}
#endif

static void ggml_lora_down_q8(const struct ggml_tensor * a, const float * x, float * u, int64_t j0, int64_t j1) {
    const int64_t blocks = a->ne[0]/QK8_0;
    int64_t j = j0;
#ifdef GGML_LORA_SIMD
    for (; j + 4 <= j1; j += 4) {
        ggml_lora_down_4_q8((const block_q8_0 *) a->data + j*blocks, blocks, x, u + j);
    }
#endif
    for (; j < j1; j++) {
        const block_q8_0 * row = (const block_q8_0 *) a->data + j*blocks;
        float sums[8] = {0};
        for (int64_t k = 0; k < blocks; k++) {
            const float scale = GGML_CPU_FP16_TO_FP32(row[k].d);
            for (int i = 0; i < QK8_0; i++) {
                sums[i % 8] += scale*row[k].qs[i]*x[k*QK8_0 + i];
            }
        }
        u[j] = 0;
        for (int i = 0; i < 8; i++) {
            u[j] += sums[i];
        }
    }
}

// u[j] = A[j] x for j in [j0, j1)
static void ggml_lora_down(const struct ggml_tensor * a, const float * x, float * u, int64_t j0, int64_t j1) {
    const int64_t width = a->ne[0];
    int64_t j = j0;
    if (a->type == GGML_TYPE_Q8_0) {
        ggml_lora_down_q8(a, x, u, j0, j1);
        return;
    }
    if (a->type == GGML_TYPE_F32) {
        for (; j < j1; j++) {
            ggml_vec_dot_f32((int) width, u + j, 0, (const float *) a->data + j*width, 0, x, 0, 1);
        }
        return;
    }
#ifdef GGML_LORA_SIMD
    for (; j + 4 <= j1; j += 4) {
        ggml_lora_down_4((const ggml_fp16_t *) a->data + j*width, width, x, u + j);
    }
#endif
    if (j == j1) {
        return;
    }
    memset(u + j, 0, (j1 - j)*sizeof(float));
    ggml_fp16_t half[GGML_LORA_BLOCK];
    for (int64_t k = 0; k < width; k += GGML_LORA_BLOCK) {
        const int count = (int) MIN(GGML_LORA_BLOCK, width - k);
        ggml_cpu_fp32_to_fp16(x + k, half, count);
        for (int64_t i = j; i < j1; i++) {
            float sum;
            ggml_vec_dot_f16(count, &sum, 0, (ggml_fp16_t *) a->data + i*width + k, 0, half, 0, 1);
            u[i] += sum;
        }
    }
}

typedef float ggml_lora_f32x4 __attribute__((vector_size(16)));

static inline ggml_lora_f32x4 ggml_lora_load_4(const float * p) {
    ggml_lora_f32x4 v;
    memcpy(&v, p, sizeof(v));
    return v;
}

// The same for a rank of any length, on any processor.
static inline void ggml_lora_up_4_any(float * y, const float * b, const float * u, int64_t rank) {
    ggml_lora_f32x4 s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0};
    int64_t j = 0;
    for (; j + 4 <= rank; j += 4) {
        const ggml_lora_f32x4 v = ggml_lora_load_4(u + j);
        s0 += v*ggml_lora_load_4(b + j);
        s1 += v*ggml_lora_load_4(b + j + rank);
        s2 += v*ggml_lora_load_4(b + j + rank*2);
        s3 += v*ggml_lora_load_4(b + j + rank*3);
    }
    const ggml_lora_f32x4 s01 = __builtin_shufflevector(s0, s1, 0, 4, 1, 5) + __builtin_shufflevector(s0, s1, 2, 6, 3, 7);
    const ggml_lora_f32x4 s23 = __builtin_shufflevector(s2, s3, 0, 4, 1, 5) + __builtin_shufflevector(s2, s3, 2, 6, 3, 7);
    ggml_lora_f32x4 sums = __builtin_shufflevector(s01, s23, 0, 1, 4, 5) + __builtin_shufflevector(s01, s23, 2, 3, 6, 7);
    for (; j < rank; j++) {
        const ggml_lora_f32x4 column = { b[j], b[j + rank], b[j + rank*2], b[j + rank*3] };
        sums += u[j]*column;
    }
    sums += ggml_lora_load_4(y);
    memcpy(y, &sums, sizeof(sums));
}

// y[i] += B[i] u for so many rows, at most GGML_LORA_ROWS, of B
static void ggml_lora_up(float * y, const void * b, bool half, const float * u, int64_t rows, int64_t rank) {
    int64_t i = 0;
#ifdef GGML_LORA_SIMD
    if (rank % 8 == 0) {
        const size_t size = half ? sizeof(ggml_fp16_t) : sizeof(float);
        for (; i + 4 <= rows; i += 4) {
            ggml_lora_up_4(y + i, (const char *) b + i*rank*size, half, u, rank);
        }
    }
#endif
    if (i == rows) {
        return;
    }
    float wide[GGML_LORA_ROWS*GGML_LORA_MAX_RANK];
    const float * w = (const float *) b;
    if (half) {
        ggml_cpu_fp16_to_fp32((const ggml_fp16_t *) b, wide, rows*rank);
        w = wide;
    }
    for (; i + 4 <= rows; i += 4) {
        ggml_lora_up_4_any(y + i, w + i*rank, u, rank);
    }
    for (; i < rows; i++) {
        for (int64_t j = 0; j < rank; j++) {
            y[i] += w[i*rank + j]*u[j];
        }
    }
}

// This thread's part of A x; node: the first of five for which ggml_lora_can_fuse is true.
static struct ggml_lora ggml_lora_begin(const struct ggml_compute_params * params, struct ggml_tensor ** node) {
    const struct ggml_tensor * a = node[1]->src[0];
    const struct ggml_tensor * x = node[1]->src[1];
    const float   scale = ggml_get_op_params_f32(node[3], 0);
    const int64_t rank  = a->ne[1];
    float * u = (float *) node[1]->data;
    int64_t start, end;
    ggml_lora_share(params, rank, &start, &end);
    for (int64_t t = 0; t < x->ne[1]; t++) {
        ggml_lora_down(a, (const float *) ((const char *) x->data + t*x->nb[1]), u + t*rank, start, end);
        ggml_vec_scale_f32((int) (end - start), u + t*rank + start, scale);
    }
    return (struct ggml_lora) { node[2]->src[0], u, false };
}

// y += B u for the rows [start, end) of the tokens [t0, t1) of the product y.
static void ggml_lora_add(const struct ggml_lora * lora, struct ggml_tensor * y, int64_t start, int64_t end, int64_t t0, int64_t t1) {
    const struct ggml_tensor * b = lora->b;
    for (int64_t i = start; i < end; i += GGML_LORA_ROWS) {
        for (int64_t t = t0; t < t1; t++) {
            ggml_lora_up((float *) ((char *) y->data + t*y->nb[1]) + i, (const char *) b->data + i*b->nb[1],
                b->type == GGML_TYPE_F16, lora->u + t*b->ne[0], MIN(GGML_LORA_ROWS, end - i), b->ne[0]);
        }
    }
}

// For products that are not computed where this is known: once all of y is there.
static void ggml_lora_end(const struct ggml_compute_params * params, const struct ggml_lora * lora, struct ggml_tensor * y) {
    if (lora->in_product) {
        return;
    }
    ggml_barrier(params->threadpool);
    const int64_t groups = (y->ne[0] + GGML_LORA_ROWS - 1)/GGML_LORA_ROWS;
    ggml_lora_add(lora, y, groups*params->ith/params->nth*GGML_LORA_ROWS,
        MIN(groups*(params->ith + 1)/params->nth*GGML_LORA_ROWS, y->ne[0]), 0, y->ne[1]);
}

#endif
