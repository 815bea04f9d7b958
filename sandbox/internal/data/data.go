// Package data makes the people, products and amounts that fill the sandbox.
// Everything follows from a seed: the same seed gives the same data set on every
// machine, and record n can be made without making the n-1 before it.
//
// Nobody real is in it. E-mail addresses end in the domains reserved for
// examples, and telephone numbers are ones that no network assigns.
package data

import (
	"fmt"
	"math/rand/v2"
)

// Seed is the seed of a sandbox that was not given another one.
const Seed uint64 = 20260301

// Rand is the source of record n of the data set that seed stands for. Give each
// kind of record a seed of its own (see Kind), or record 5 of every kind will be
// the same person.
func Rand(seed, n uint64) *rand.Rand { return rand.New(rand.NewPCG(mix(seed), mix(n^seed))) }

// Kind derives the seed of one kind of record ("orders", "deals") from the
// sandbox's seed.
func Kind(seed uint64, kind string) uint64 {
	for _, c := range []byte(kind) {
		seed = mix(seed ^ uint64(c))
	}
	return seed
}

// Hash is a number that follows from seed and n alone, for facts of a record that
// must be known without making it.
func Hash(seed, n uint64) uint64 { return mix(mix(seed) ^ n) }

// mix is the finalizer of splitmix64: neighbouring inputs, as ids are, give
// outputs that have nothing in common.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Pick is one of the values, each as likely as another.
func Pick[T any](r *rand.Rand, values []T) T { return values[r.IntN(len(values))] }

// Chance is true in percent of 100 cases.
func Chance(r *rand.Rand, percent int) bool { return r.IntN(100) < percent }

// Money is an exact amount from min to max cents, as text with two decimals:
// "12.50".
func Money(r *rand.Rand, minCents, maxCents int64) string {
	return Cents(minCents + r.Int64N(maxCents-minCents+1))
}

// Cents writes an amount in hundredths as text with two decimals.
func Cents(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}
