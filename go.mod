module banxin

go 1.26
