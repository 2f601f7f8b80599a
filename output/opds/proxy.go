package opds

import (
	"fmt"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// ParseProxies reads the addresses of trusted proxies: an address or a network each, as
// 127.0.0.1, ::1 or 10.1.0.0/16.
func ParseProxies(list []string) ([]netip.Prefix, error) {
	var out []netip.Prefix
	for _, s := range list {
		p, err := netip.ParsePrefix(s)
		if err != nil {
			a, err := netip.ParseAddr(s)
			if err != nil {
				return nil, fmt.Errorf("%q is neither an address nor a network", s)
			}
			a = a.Unmap().WithZone("")
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p)
	}
	return out, nil
}

// client is who asks: the other end of the connection, whatever headers say; but where that
// is a trusted proxy, the one for whom it says that it asks. Each proxy appends who asked
// it, so the list is read from its end, and what stands before the first that is not trusted
// is anybody's word.
func (h *handler) client(r *http.Request) string {
	at, ok := address(r.RemoteAddr)
	if !ok {
		return r.RemoteAddr
	}
	hops := forwarded(r.Header)
	for i := len(hops) - 1; i >= 0 && h.trusts(at); i-- {
		before, ok := address(hops[i])
		if !ok {
			break
		}
		at = before
	}
	return at.String()
}

func (h *handler) trusts(a netip.Addr) bool {
	return slices.ContainsFunc(h.Trusted, func(p netip.Prefix) bool { return p.Contains(a) })
}

// forwarded lists who asked whom, the nearest last: of X-Forwarded-For, which proxies agree
// on, or else of Forwarded (RFC 7239).
func forwarded(head http.Header) (out []string) {
	if list := head.Values("X-Forwarded-For"); len(list) > 0 {
		return strings.Split(strings.Join(list, ","), ",")
	}
	for element := range strings.SplitSeq(strings.Join(head.Values("Forwarded"), ","), ",") {
		for pair := range strings.SplitSeq(element, ";") {
			if name, value, _ := strings.Cut(strings.TrimSpace(pair), "="); strings.EqualFold(name, "for") {
				out = append(out, strings.Trim(value, `"`))
			}
		}
	}
	return out
}

// address reads an IP address, which may have a port: 10.0.0.1, 10.0.0.1:80, ::1, [::1]:80.
func address(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap().WithZone(""), true
	}
	a, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(s, "["), "]"))
	return a.Unmap().WithZone(""), err == nil
}
