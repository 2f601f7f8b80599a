/* hold FILE… keeps files, or folders, open as programs do that show them: others may read
   and write them, but not move or remove them. It ends with its input. */
#include <stdio.h>
#include <windows.h>

int wmain(int argc, wchar_t **argv)
{
	for (int i = 1; i < argc; i++) {
		HANDLE h = CreateFileW(argv[i], GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
		if (h == INVALID_HANDLE_VALUE)
			return 1;
	}
	puts("held");
	fflush(stdout);
	getchar();
	return 0;
}
