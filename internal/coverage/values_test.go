package coverage_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/quartetgo/quartet"
)

// The n-th test value is a different one for each n, in whatever type it is
// asked for, so that a value found somewhere tells which field it came from.
// Booleans are the exception: true is the only value that shows.

func testText(n int) string    { return "v" + strconv.Itoa(n) }
func testDecimal(n int) string { return strconv.Itoa(n) + ".25" }
func testTime(n int) time.Time { return testDay.Add(time.Duration(n) * time.Second) }

// testDay is a day on which all test times lie.
var testDay = time.Date(2024, time.May, 14, 9, 0, 0, 0, time.UTC)

var (
	timeType    = reflect.TypeFor[time.Time]()
	decimalType = reflect.TypeFor[quartet.Decimal]()
)

// isRaw: JSON that is kept as it comes.
func isRaw(t reflect.Type) bool { return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8 }

// sample is the n-th test value in JSON, in the form a vendor sends to a field
// of type t. A struct gets its first field that can tell; unix says how times
// are written.
func sample(t reflect.Type, n int, unix bool) any {
	switch {
	case t == timeType && unix:
		return strconv.FormatInt(testTime(n).Unix(), 10)
	case t == timeType:
		return testTime(n).Format("02/01/2006 15:04:05")
	case t == decimalType:
		return json.Number(testDecimal(n))
	case isRaw(t):
		return map[string]any{"key": testText(n)}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return sample(t.Elem(), n, unix)
	case reflect.Bool:
		return true
	case reflect.String:
		return testText(n)
	case reflect.Slice:
		return []any{sample(t.Elem(), n, unix)}
	case reflect.Map:
		return map[string]any{strconv.Itoa(n): sample(t.Elem(), n, unix)}
	case reflect.Struct:
		f := t.Field(telling(t))
		return map[string]any{jsonName(f): sample(f.Type, n, unix)}
	default:
		if t.ConvertibleTo(reflect.TypeFor[int64]()) {
			return n
		}
	}
	panic(fmt.Sprintf("no test value of type %s", t))
}

// telling is the index of a struct's first field that is a text, a number or a
// collection of them.
func telling(t reflect.Type) int {
	for i := range t.NumField() {
		f := t.Field(i)
		kind := f.Type.Kind()
		if kind == reflect.Pointer || kind == reflect.Slice || kind == reflect.Map {
			kind = f.Type.Elem().Kind()
		}
		if jsonName(f) != "" && (kind == reflect.String || kind == reflect.Int64) {
			return i
		}
	}
	panic(fmt.Sprintf("no field of %s can tell a test value", t))
}

// assign sets v to the n-th test value and returns its text. Of a struct it sets
// one field and leaves the others; a map of columns gets the one that is named.
func assign(v reflect.Value, n int, column string) string {
	switch v.Type() {
	case timeType:
		v.Set(reflect.ValueOf(testTime(n)))
		return strconv.FormatInt(testTime(n).Unix(), 10)
	case decimalType:
		v.Set(reflect.ValueOf(quartet.MustDecimal(testDecimal(n))))
		return testDecimal(n)
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		return assign(v.Elem(), n, column)
	case reflect.Bool:
		v.SetBool(true)
		return "1"
	case reflect.String:
		v.SetString(testText(n))
		return testText(n)
	case reflect.Slice:
		if isRaw(v.Type()) {
			v.SetBytes([]byte(`{"key":"` + testText(n) + `"}`))
			return testText(n)
		}
		if v.Len() == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
		return assign(v.Index(0), n, column)
	case reflect.Map:
		elem := reflect.New(v.Type().Elem()).Elem()
		text := assign(elem, n, column)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf(column), elem)
		return text
	case reflect.Struct:
		get, isOptional := v.Type().MethodByName("Get")
		if !isOptional {
			return assign(v.Field(telling(v.Type())), n, column)
		}
		value := reflect.New(get.Type.Out(0)).Elem() // of a quartet.Optional
		text := assign(value, n, column)
		encoded, _ := json.Marshal(value.Interface())
		if err := json.Unmarshal(encoded, v.Addr().Interface()); err != nil {
			panic(err)
		}
		return text
	default:
		if v.CanInt() {
			v.SetInt(int64(n))
			return strconv.Itoa(n)
		}
	}
	panic(fmt.Sprintf("no way to set a %s", v.Type()))
}

// sightings are the places where the n-th test value shows in v: each the chain
// of fields that leads there, as package.Type.Field.
func sightings(v reflect.Value, n int) [][]string {
	switch v.Type() {
	case timeType:
		return found(v.Interface().(time.Time).Equal(testTime(n)))
	case decimalType:
		return found(v.Interface().(quartet.Decimal).Equal(quartet.MustDecimal(testDecimal(n))))
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil
		}
		return sightings(v.Elem(), n)
	case reflect.Bool:
		return found(v.Bool())
	case reflect.String:
		return found(v.String() == testText(n))
	case reflect.Slice:
		if isRaw(v.Type()) {
			return found(strings.Contains(string(v.Bytes()), testText(n)))
		}
		var all [][]string
		for i := range v.Len() {
			all = append(all, sightings(v.Index(i), n)...)
		}
		return all
	case reflect.Map:
		var all [][]string
		for _, key := range v.MapKeys() {
			all = append(all, sightings(v.MapIndex(key), n)...)
		}
		return all
	case reflect.Struct:
		var all [][]string
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() {
				continue
			}
			for _, chain := range sightings(v.Field(i), n) {
				all = append(all, append([]string{fieldName(v.Type(), f)}, chain...))
			}
		}
		return all
	default:
		return found(v.CanInt() && v.Int() == int64(n))
	}
}

// found is one sighting, without a field so far, or none.
func found(ok bool) [][]string {
	if ok {
		return [][]string{nil}
	}
	return nil
}

// fieldName is package.Type.Field.
func fieldName(t reflect.Type, f reflect.StructField) string { return t.String() + "." + f.Name }

// jsonName is the vendor's name of a field; empty when it has none.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	if name == "-" || !f.IsExported() {
		return ""
	}
	return name
}
