package codec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Marshal writes v with the vendors' names: times as RFC 3339 (the zero time as
// null), decimals as strings, unknown keys from where they were kept, and a list
// whose elements all have keys, and different ones, as an object. A nil list is [],
// a nil map {}; a field that its json tag calls omitempty or omitzero is left out
// when it is zero. What Unmarshal read comes back equal from what Marshal writes,
// but for keys of elements that are not all there and different.
func Marshal(v any) ([]byte, error) {
	value := reflect.ValueOf(v)
	if !value.IsValid() {
		return []byte("null"), nil
	}
	var e encoder
	if err := e.value(planOf(value.Type()), value); err != nil {
		return nil, err
	}
	return e.Bytes(), nil
}

type encoder struct{ bytes.Buffer }

func (e *encoder) value(p *plan, v reflect.Value) error {
	switch p.kind {
	case kindString:
		e.string(v.String())
	case kindInt:
		e.WriteString(strconv.FormatInt(v.Int(), 10))
	case kindBool:
		e.WriteString(strconv.FormatBool(v.Bool()))
	case kindUnix, kindLocal:
		return e.time(v.Interface().(time.Time))
	case kindStruct:
		return e.object(p, v)
	case kindList:
		return e.list(p, v)
	case kindMap:
		return e.table(p, v)
	case kindPointer:
		if v.IsNil() {
			e.WriteString("null")
			return nil
		}
		return e.value(p.elem, v.Elem())
	case kindRecords:
		return fmt.Errorf("codec: a list of records cannot be written")
	default: // a decimal, a raw value, or a type that writes itself
		if v.CanAddr() {
			v = v.Addr()
		}
		return e.json(v.Interface())
	}
	return nil
}

// json writes what encoding/json makes of v, with < and > as they are.
func (e *encoder) json(v any) error {
	enc := json.NewEncoder(e)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	e.Truncate(e.Len() - 1) // the line's end
	return nil
}

func (e *encoder) string(s string) { _ = e.json(s) } // of any string there is JSON

func (e *encoder) time(t time.Time) error {
	if t.IsZero() {
		e.WriteString("null")
		return nil
	}
	if _, offset := t.Zone(); offset%60 != 0 { // of old, which RFC 3339 cannot tell
		t = t.UTC()
	}
	text, err := t.MarshalJSON()
	e.Write(text)
	return err
}

func (e *encoder) object(p *plan, v reflect.Value) error {
	open := e.open('{')
	var extra map[string]json.RawMessage
	if p.extra != nil {
		extra = v.Field(p.extra.index).Interface().(map[string]json.RawMessage)
	}
	for _, f := range p.fields {
		target := v.Field(f.index)
		if f.second || f.omit && target.IsZero() {
			continue
		}
		if _, kept := extra[f.name]; kept && f.blob && target.IsZero() {
			continue // of another shape than the field's
		}
		e.member(open, f.name)
		if err := e.value(f.plan, target); err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(extra)) {
		if f := p.names[key]; f != nil && (!f.blob || !v.Field(f.index).IsZero()) {
			return fmt.Errorf("codec: the extra key %q is a field of %s", key, p.typ)
		}
		e.member(open, key)
		if err := e.json(extra[key]); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	e.WriteByte('}')
	return nil
}

func (e *encoder) list(p *plan, v reflect.Value) error {
	keyed, brackets := p.keyed(v), "[]"
	if keyed {
		brackets = "{}"
	}
	open := e.open(brackets[0])
	for i := range v.Len() {
		elem := v.Index(i)
		if keyed {
			e.member(open, elem.Field(p.elem.key.index).String())
		} else {
			e.comma(open)
		}
		if err := e.value(p.elem, elem); err != nil {
			return fmt.Errorf("[%d]: %w", i, err)
		}
	}
	e.WriteByte(brackets[1])
	return nil
}

// keyed reports whether the elements of the list all have keys, and different ones.
func (p *plan) keyed(v reflect.Value) bool {
	if p.elem.key == nil || v.Len() == 0 {
		return false
	}
	keys := map[string]bool{"": true}
	for i := range v.Len() {
		key := v.Index(i).Field(p.elem.key.index).String()
		if keys[key] {
			return false
		}
		keys[key] = true
	}
	return true
}

func (e *encoder) table(p *plan, v reflect.Value) error {
	open := e.open('{')
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		e.member(open, key.String())
		if err := e.value(p.elem, v.MapIndex(key)); err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	e.WriteByte('}')
	return nil
}

// open writes an opening bracket and returns the place behind it, where no comma
// is due.
func (e *encoder) open(bracket byte) int {
	e.WriteByte(bracket)
	return e.Len()
}

func (e *encoder) comma(open int) {
	if e.Len() > open {
		e.WriteByte(',')
	}
}

func (e *encoder) member(open int, name string) {
	e.comma(open)
	e.string(name)
	e.WriteByte(':')
}
