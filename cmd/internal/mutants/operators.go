package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// operators are what a mutant can be. Each is shown every node and emits the changes that it
// would make there; whether they compile is found out when they are drawn.
var operators = []struct {
	name, says string
	at         func(*visit, ast.Node)
}{
	{"negate", "a condition is turned round", negate},
	{"never", "an if without else is never taken", never},
	{"branches", "if and else change places", branches},
	{"boundary", "< ↔ <=, > ↔ >=", boundary},
	{"logic", "&& ↔ ||", logic},
	{"sum", "+ ↔ -, * ↔ /, min ↔ max", sum},
	{"one", "an int that is returned, handed over or bounds a slice is one more or less", one},
	{"constant", "a number, a character, true, false or a name of an enumeration is its neighbour", constant},
	{"drop", "a statement is left out", drop},
	{"zero", "a result is the zero value", zero},
	{"arguments", "two arguments of one type change places", arguments},
	{"ends", "a loop leaves out the first or the last", ends},
	{"jump", "break ↔ continue", jump},
}

// visit is the walk of one operator over a declaration.
type visit struct {
	pkg  *pkg
	file *file
	in   string
	emit func(from, to token.Pos, new string)
}

func (v *visit) text(n ast.Node) string {
	return string(v.file.src[v.pkg.fset.Position(n.Pos()).Offset:v.pkg.fset.Position(n.End()).Offset])
}

// over changes a whole node.
func (v *visit) over(n ast.Node, new string) { v.emit(n.Pos(), n.End(), new) }

func (v *visit) typeOf(e ast.Expr) types.Type { return v.pkg.info.Types[e].Type }

// idle says that nothing below a node can matter to a test: imports, types, and the sentence
// of a panic, which says that the program itself is wrong.
func (v *visit) idle(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec, *ast.TypeSpec, *ast.ArrayType, *ast.Comment:
		return true
	case *ast.CallExpr:
		return v.builtin(n) == "panic" || v.builtin(n) == "make" || v.pkgFunc(n) == "slices.Grow"
	}
	return false
}

// builtin returns the name of the builtin function that is called, "" when none is.
func (v *visit) builtin(c *ast.CallExpr) string {
	if id, ok := c.Fun.(*ast.Ident); ok {
		if _, ok := v.pkg.info.Uses[id].(*types.Builtin); ok {
			return id.Name
		}
	}
	return ""
}

func (v *visit) pkgFunc(c *ast.CallExpr) string {
	if s, ok := c.Fun.(*ast.SelectorExpr); ok {
		if id, ok := s.X.(*ast.Ident); ok {
			return id.Name + "." + s.Sel.Name
		}
	}
	return ""
}

func negate(v *visit, n ast.Node) {
	switch n := n.(type) {
	case *ast.IfStmt:
		if n.Else == nil {
			v.over(n.Cond, "!("+v.text(n.Cond)+")")
		}
	case *ast.SwitchStmt:
		if n.Tag != nil {
			return
		}
		for _, c := range n.Body.List {
			for _, e := range c.(*ast.CaseClause).List {
				v.over(e, "!("+v.text(e)+")")
			}
		}
	case *ast.ReturnStmt:
		for _, e := range n.Results {
			if _, ok := e.(*ast.BinaryExpr); ok && types.Identical(v.typeOf(e), types.Typ[types.Bool]) {
				v.over(e, "!("+v.text(e)+")")
			}
		}
	}
}

func never(v *visit, n ast.Node) {
	if n, ok := n.(*ast.IfStmt); ok && n.Else == nil && !v.panics(n.Body) {
		v.over(n.Cond, "false && ("+v.text(n.Cond)+")")
	}
}

// panics says that a block is there only to say that the program is wrong.
func (v *visit) panics(b *ast.BlockStmt) bool {
	if len(b.List) != 1 {
		return false
	}
	s, ok := b.List[0].(*ast.ExprStmt)
	if !ok {
		return false
	}
	c, ok := s.X.(*ast.CallExpr)
	return ok && v.builtin(c) == "panic"
}

func branches(v *visit, n ast.Node) {
	if n, ok := n.(*ast.IfStmt); ok && n.Else != nil {
		v.over(n.Cond, "!("+v.text(n.Cond)+")")
	}
}

// exchange changes an operator of a binary expression.
func exchange(v *visit, n ast.Node, pairs map[token.Token]token.Token) {
	if b, ok := n.(*ast.BinaryExpr); ok {
		if op, ok := pairs[b.Op]; ok {
			v.emit(b.OpPos, b.OpPos+token.Pos(len(b.Op.String())), op.String())
		}
	}
}

func boundary(v *visit, n ast.Node) {
	exchange(v, n, map[token.Token]token.Token{token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR})
}

func logic(v *visit, n ast.Node) {
	exchange(v, n, map[token.Token]token.Token{token.LAND: token.LOR, token.LOR: token.LAND})
}

func sum(v *visit, n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if b, ok := v.typeOf(n).Underlying().(*types.Basic); ok && b.Info()&types.IsNumeric != 0 {
			exchange(v, n, map[token.Token]token.Token{token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL})
		}
	case *ast.AssignStmt:
		pairs := map[token.Token]token.Token{token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN}
		if op, ok := pairs[n.Tok]; ok {
			v.emit(n.TokPos, n.TokPos+2, op.String())
		}
	case *ast.CallExpr:
		switch v.builtin(n) {
		case "min":
			v.over(n.Fun, "max")
		case "max":
			v.over(n.Fun, "min")
		}
	}
}

func one(v *visit, n ast.Node) {
	var es []ast.Expr
	switch n := n.(type) {
	case *ast.ReturnStmt:
		es = n.Results
	case *ast.CallExpr:
		es = n.Args
	case *ast.SliceExpr:
		es = []ast.Expr{n.Low, n.High}
	}
	for _, e := range es {
		if e == nil || v.typeOf(e) == nil || v.pkg.info.Types[e].Value != nil {
			continue
		}
		if types.Identical(v.typeOf(e), types.Typ[types.Int]) {
			v.over(e, "("+v.text(e)+")+1")
			v.over(e, "("+v.text(e)+")-1")
		}
	}
}

func constant(v *visit, n ast.Node) {
	switch n := n.(type) {
	case *ast.BasicLit:
		switch {
		case n.Kind == token.CHAR:
			v.over(n, n.Value+"+1")
		case n.Kind == token.FLOAT:
			v.over(n, "(2*"+n.Value+"+1)")
		case n.Kind == token.INT && isLength(v.typeOf(n)):
			v.over(n, "(2*"+n.Value+"+65536)") // one more would be less than any eye sees
		case n.Kind == token.INT:
			v.over(n, "("+n.Value+"+1)")
			if n.Value != "0" {
				v.over(n, "("+n.Value+"-1)")
			}
		}
	case *ast.Ident:
		if new := v.neighbour(n); new != "" {
			v.over(n, new)
		}
	}
}

func isLength(t types.Type) bool {
	n, ok := t.(*types.Named)
	return ok && n.Obj().Name() == "Length"
}

// neighbour returns the name of the constant after the one that an identifier means, in the
// order of their values; "" when it means none, or the only one of its type.
func (v *visit) neighbour(id *ast.Ident) string {
	c, ok := v.pkg.info.Uses[id].(*types.Const)
	switch {
	case !ok:
		return ""
	case c.Pkg() == nil && id.Name == "true":
		return "false"
	case c.Pkg() == nil && id.Name == "false":
		return "true"
	case c.Pkg() == nil:
		return ""
	}
	if _, ok := c.Type().(*types.Named); !ok || isLength(c.Type()) {
		return ""
	}
	scope := c.Pkg().Scope()
	var first, next string
	for _, name := range scope.Names() { // sorted by name: the order is the same everywhere
		o, ok := scope.Lookup(name).(*types.Const)
		if !ok || !types.Identical(o.Type(), c.Type()) || o.Val().ExactString() == c.Val().ExactString() || !o.Exported() && c.Pkg().Name() != v.file.ast.Name.Name {
			continue
		}
		if first == "" {
			first = name
		}
		if next == "" && name > c.Name() {
			next = name
		}
	}
	if next == "" {
		next = first
	}
	return next
}

func drop(v *visit, n ast.Node) {
	var list []ast.Stmt
	switch n := n.(type) {
	case *ast.BlockStmt:
		list = n.List
	case *ast.CaseClause:
		list = n.Body
	}
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if c, ok := s.X.(*ast.CallExpr); !ok || v.builtin(c) == "panic" {
				continue
			}
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.IncDecStmt, *ast.BranchStmt:
		case *ast.ReturnStmt:
			if len(s.Results) > 0 {
				continue
			}
		default:
			continue
		}
		v.over(s, strings.Repeat("\n", strings.Count(v.text(s), "\n")))
	}
}

func zero(v *visit, n ast.Node) {
	r, ok := n.(*ast.ReturnStmt)
	if !ok {
		return
	}
	for _, e := range r.Results {
		t := v.typeOf(e)
		if t == nil {
			continue
		}
		new := ""
		switch u := t.Underlying().(type) {
		case *types.Basic:
			switch {
			case u.Info()&types.IsNumeric != 0:
				new = "0"
			case u.Info()&types.IsString != 0:
				new = `""`
			case u.Info()&types.IsBoolean != 0:
				new = "false"
			}
		case *types.Slice, *types.Map, *types.Pointer, *types.Interface, *types.Signature:
			new = "nil"
		}
		if new != "" && v.text(e) != new {
			v.over(e, new)
		}
	}
}

// symmetric are functions that take their arguments in any order: sets, and joined errors.
var symmetric = map[string]bool{"of": true, "errors.Join": true, "cmp.Equal": true, "reflect.DeepEqual": true, "slices.Equal": true, "bytes.Equal": true, "strings.ContainsAny": true, "types.Identical": true}

func arguments(v *visit, n ast.Node) {
	c, ok := n.(*ast.CallExpr)
	if !ok || v.builtin(c) != "" || c.Ellipsis != token.NoPos || symmetric[v.text(c.Fun)] {
		return
	}
	for i := 1; i < len(c.Args); i++ {
		a, b := c.Args[i-1], c.Args[i]
		if ta, tb := v.typeOf(a), v.typeOf(b); ta != nil && tb != nil && types.Identical(ta, tb) && v.text(a) != v.text(b) {
			between := v.file.src[v.pkg.fset.Position(a.End()).Offset:v.pkg.fset.Position(b.Pos()).Offset]
			v.emit(a.Pos(), b.End(), v.text(b)+string(between)+v.text(a))
		}
	}
}

func ends(v *visit, n ast.Node) {
	r, ok := n.(*ast.RangeStmt)
	if !ok || v.typeOf(r.X) == nil {
		return
	}
	x := v.text(r.X)
	switch r.X.(type) {
	case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.CallExpr, *ast.SliceExpr:
	default:
		x = "(" + x + ")"
	}
	switch t := v.typeOf(r.X).Underlying().(type) {
	case *types.Slice:
		v.over(r.X, fmt.Sprintf("%s[min(1, len(%s)):]", x, x))
		v.over(r.X, fmt.Sprintf("%s[:max(0, len(%s)-1)]", x, x))
	case *types.Basic:
		if t.Info()&types.IsInteger != 0 {
			v.over(r.X, x+"-1")
		}
	}
}

func jump(v *visit, n ast.Node) {
	b, ok := n.(*ast.BranchStmt)
	switch {
	case !ok || b.Label != nil:
	case b.Tok == token.BREAK:
		v.over(b, "continue")
	case b.Tok == token.CONTINUE:
		v.over(b, "break")
	}
}
