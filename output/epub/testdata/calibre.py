# What calibre's editor says of books: calibre-debug -e calibre.py BOOK.epub ...
# Faults and warnings; hints of style are left out.
import sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container

for path in sys.argv[1:]:
    for e in run_checks(get_container(path)):
        if e.level >= 3 and not e.name.endswith('.css'):
            print('FAULT', path.split('/')[-1], e.level, e.msg, e.name, e.line)
