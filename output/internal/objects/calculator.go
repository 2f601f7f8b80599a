package objects

import (
	"math"
	"slices"
	"strconv"
)

// step is a word of a calculator function: a number, an operator, or a block in braces.
type step struct {
	num   float64
	op    string // "": num; "{": block
	block []step
}

// program reads words up to the end of the block they begin in.
func program(words []string, depth int) (out []step, rest []string, ok bool) {
	if depth > 32 {
		return nil, nil, false
	}
	for len(words) > 0 {
		w := words[0]
		words = words[1:]
		switch w {
		case "{":
			block, after, ok := program(words, depth+1)
			if !ok {
				return nil, nil, false
			}
			out, words = append(out, step{op: "{", block: block}), after
		case "}":
			return out, words, depth > 0
		default:
			if v, err := strconv.ParseFloat(w, 64); err == nil {
				out = append(out, step{num: v})
			} else {
				out = append(out, step{op: w})
			}
		}
	}
	if depth == 0 && len(out) == 1 && out[0].op == "{" {
		return out[0].block, nil, true
	}
	return nil, nil, false
}

// machine runs a calculator function. What is missing on the stack is 0.
type machine struct {
	stack []float64
	left  int
}

func (m *machine) push(v float64) {
	if len(m.stack) < 100 {
		m.stack = append(m.stack, v)
	}
}

func (m *machine) pop() float64 {
	if len(m.stack) == 0 {
		return 0
	}
	v := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return v
}

func (m *machine) run(prog []step) {
	for i, s := range prog {
		if m.left--; m.left < 0 {
			return
		}
		switch s.op {
		case "":
			m.push(s.num)
		case "{":
		case "if":
			if m.pop() != 0 && i > 0 {
				m.run(prog[i-1].block)
			}
		case "ifelse":
			if i < 2 {
				continue
			}
			if m.pop() != 0 {
				m.run(prog[i-2].block)
			} else {
				m.run(prog[i-1].block)
			}
		default:
			m.operator(s.op)
		}
	}
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// unary and binary are the operators of one and of two numbers.
var unary = map[string]func(a float64) float64{
	"abs": math.Abs, "neg": func(a float64) float64 { return -a }, "ceiling": math.Ceil, "floor": math.Floor,
	"round": func(a float64) float64 { return math.Floor(a + 0.5) }, "truncate": math.Trunc, "cvi": math.Trunc, "cvr": func(a float64) float64 { return a },
	"sqrt": math.Sqrt, "ln": math.Log, "log": math.Log10, "not": func(a float64) float64 { return truth(a == 0) },
	"sin": func(a float64) float64 { return math.Sin(a * math.Pi / 180) }, "cos": func(a float64) float64 { return math.Cos(a * math.Pi / 180) },
}

var binary = map[string]func(a, b float64) float64{
	"add": func(a, b float64) float64 { return a + b }, "sub": func(a, b float64) float64 { return a - b }, "mul": func(a, b float64) float64 { return a * b },
	"div": func(a, b float64) float64 { return a / b }, "idiv": func(a, b float64) float64 { return math.Trunc(a / b) }, "mod": math.Mod,
	"exp": math.Pow, "atan": func(a, b float64) float64 { return math.Mod(math.Atan2(a, b)*180/math.Pi+360, 360) },
	"eq": func(a, b float64) float64 { return truth(a == b) }, "ne": func(a, b float64) float64 { return truth(a != b) },
	"gt": func(a, b float64) float64 { return truth(a > b) }, "ge": func(a, b float64) float64 { return truth(a >= b) },
	"lt": func(a, b float64) float64 { return truth(a < b) }, "le": func(a, b float64) float64 { return truth(a <= b) },
	"and": func(a, b float64) float64 { return float64(int64(a) & int64(b)) }, "or": func(a, b float64) float64 { return float64(int64(a) | int64(b)) },
	"xor":      func(a, b float64) float64 { return float64(int64(a) ^ int64(b)) },
	"bitshift": func(a, b float64) float64 { return math.Trunc(math.Ldexp(a, int(min(max(b, -64), 64)))) },
}

func (m *machine) operator(op string) {
	if f := unary[op]; f != nil {
		m.push(f(m.pop()))
		return
	}
	if f := binary[op]; f != nil {
		b := m.pop()
		m.push(f(m.pop(), b))
		return
	}
	switch op {
	case "true", "false":
		m.push(truth(op == "true"))
	case "pop":
		m.pop()
	case "dup":
		v := m.pop()
		m.push(v)
		m.push(v)
	case "exch":
		b, a := m.pop(), m.pop()
		m.push(b)
		m.push(a)
	case "copy":
		if n := int(m.pop()); n > 0 && n <= len(m.stack) {
			for _, v := range slices.Clone(m.stack[len(m.stack)-n:]) {
				m.push(v)
			}
		}
	case "index":
		if n := int(m.pop()); n >= 0 && n < len(m.stack) {
			m.push(m.stack[len(m.stack)-1-n])
		}
	case "roll":
		m.roll()
	}
}

func (m *machine) roll() {
	j, n := int(m.pop()), int(m.pop())
	if n <= 0 || n > len(m.stack) {
		return
	}
	part := m.stack[len(m.stack)-n:]
	j = ((j % n) + n) % n
	copy(part, append(slices.Clone(part[n-j:]), part[:n-j]...))
}
